/* The output intent of the screen profile: sRGB, whose profile comes from Debian's icc-profiles-free and is found
 * when it is needed. A file without it would claim colours that it does not define, so its absence is an error. */
#include <string.h>

#include "base/file.h"
#include "pdf/writer.h"

static const char *const places[] = { "/usr/share/color/icc/sRGB.icc", "/usr/local/share/color/icc/sRGB.icc" };

const char *pdf_device_space(const Writer *w) {
	return w->profile.press ? "/DeviceCMYK" : "/DeviceRGB";
}

static void write_inks(const Writer *w, Buf *b, const uint8_t rgb[3]) {
	uint16_t cmyk[4];
	separator_drawing_colour(w->profile.press->separator, rgb, cmyk);
	for (int i = 0; i < 4; i++) {
		pdf_fixed(b, cmyk[i], 3);
		buf_byte(b, ' ');
	}
}

void pdf_rgb_numbers(const Writer *w, Buf *b, const uint8_t rgb[3]) {
	if (w->profile.press) {
		write_inks(w, b, rgb);
		return;
	}
	for (int i = 0; i < 3; i++) {
		pdf_fixed(b, (rgb[i] * 10000 + 127) / 255, 4);
		buf_byte(b, ' ');
	}
}

void pdf_rgb(const Writer *w, Buf *b, const uint8_t rgb[3], bool stroke) {
	pdf_rgb_numbers(w, b, rgb);
	if (w->profile.press)
		buf_z(b, stroke ? "K\n" : "k\n");
	else
		buf_z(b, stroke ? "RG\n" : "rg\n");
}

static bool is_display_profile(Str icc) {
	return icc.n >= 132 && memcmp(icc.p + 36, "acsp", 4) == 0 && memcmp(icc.p + 12, "mntr", 4) == 0
		&& memcmp(icc.p + 16, "RGB ", 4) == 0 && icc.p[8] >= 2 && icc.p[8] <= 4;
}

static Str find_profile(Writer *w) {
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		int error = 0;
		Str icc = file_read_bytes(w->arena, str_of(places[i]), 1 << 20, &error);
		if (is_display_profile(icc)) {
			diag_note_file(w->job->diag, str_of(places[i]));
			return icc;
		}
	}
	return (Str){ NULL, 0 };
}

void pdf_output_intent(Writer *w) {
	if (w->profile.press) {
		pdf_print_output_intent(w);
		return;
	}
	Str icc = find_profile(w);
	if (icc.n == 0) {
		diag_error(w->job->diag, POS_NONE, RULE_PDF_PROFILE, "the sRGB colour profile is not installed (%s)",
			places[0]);
		diag_help(w->job->diag, "install the package icc-profiles-free");
		w->job->diag->write_failed = true;
		w->failed = true;
		return;
	}
	Object *profile = pdf_stream(w);
	buf_z(&profile->body, "/N 3");
	pdf_deflate(w, profile, icc.p, icc.n);
	buf_z(&w->catalogue, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
		"/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
	pdf_ref(&w->catalogue, profile);
	buf_z(&w->catalogue, ">>]");
}
