/* Pictures as image XObjects, one for each file however often it is shown. JPEG bytes and a PNG's own deflated rows
 * go in as they are; decoded rows and alpha planes are deflated here. An embedded profile that fits its picture
 * becomes an ICCBased space; one that does not is left out, and the picture is taken for sRGB like everything else
 * in the file. */
#include <string.h>

#include "pdf/writer.h"

static int components_of(const Picture *picture) {
	return picture->colour == PICTURE_RGB ? 3 : picture->colour == PICTURE_CMYK ? 4 : 1;
}

/* A profile of version 2 or 4 for a display, printer, scanner or colour space whose data is in `space`. */
static bool profile_fits(Str icc, const char *space) {
	if (icc.n < 132 || memcmp(icc.p + 36, "acsp", 4) != 0 || memcmp(icc.p + 16, space, 4) != 0)
		return false;
	const uint8_t *p = (const uint8_t *)icc.p;
	uint32_t size = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	bool known = false;
	static const char *const classes[] = { "mntr", "prtr", "scnr", "spac" };
	for (size_t i = 0; i < 4; i++)
		known = known || memcmp(icc.p + 12, classes[i], 4) == 0;
	return known && size == icc.n && p[8] >= 2 && p[8] <= 4;
}

static const Object *embed_profile(Writer *w, Str icc, int components) {
	for (size_t i = 0; i < w->profiles.n; i++)
		if (str_eq(w->profiles.at[i].icc, icc))
			return w->profiles.at[i].object;
	Object *object = pdf_stream(w);
	buf_z(&object->body, "/N ");
	pdf_int(&object->body, components);
	pdf_deflate(w, object, icc.p, icc.n);
	EmbeddedProfile *profile = list_push(w->arena, &w->profiles);
	*profile = (EmbeddedProfile){ .icc = icc, .object = object };
	return object;
}

/* The colour space of plates: a palette holds CMYK then. */
static bool write_inks(Buf *b, const Picture *picture) {
	if (picture->colour != PICTURE_INDEXED) {
		buf_z(b, picture->colour == PICTURE_GREY ? "/DeviceGray" : "/DeviceCMYK");
		return picture->colour != PICTURE_RGB;
	}
	buf_z(b, "[/Indexed/DeviceCMYK ");
	pdf_int(b, (int64_t)picture->palette.n / 4 - 1);
	buf_byte(b, '<');
	for (size_t i = 0; i < picture->palette.n; i++)
		pdf_hex(b, (uint8_t)picture->palette.p[i], 2);
	buf_z(b, ">]");
	return true;
}

/* Writes the colour space; false when the picture has none that a file for the screen may use. */
static bool write_space(Writer *w, Buf *b, const Picture *picture) {
	if (w->profile.press)
		return write_inks(b, picture);
	static const char *const spaces[] = { "GRAY", "RGB ", "CMYK", "RGB " };
	static const char *const device[] = { "/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/DeviceRGB" };
	bool fits = profile_fits(picture->icc, spaces[picture->colour]), indexed = picture->colour == PICTURE_INDEXED;
	const Object *profile = fits ? embed_profile(w, picture->icc, indexed ? 3 : components_of(picture)) : NULL;
	if (picture->colour == PICTURE_CMYK && !profile)
		return false;
	buf_z(b, indexed ? "[/Indexed " : "");
	if (profile) {
		buf_z(b, "[/ICCBased ");
		pdf_ref(b, profile);
		buf_byte(b, ']');
	} else
		buf_z(b, device[picture->colour]);
	if (indexed) {
		buf_byte(b, ' ');
		pdf_int(b, (int64_t)picture->palette.n / 3 - 1);
		buf_byte(b, '<');
		for (size_t i = 0; i < picture->palette.n; i++)
			pdf_hex(b, (uint8_t)picture->palette.p[i], 2);
		buf_z(b, ">]");
	}
	return true;
}

static void write_size(Buf *b, const Picture *picture, int bits) {
	buf_z(b, "/Type/XObject/Subtype/Image/Width ");
	pdf_int(b, picture_stored_width(picture));
	buf_z(b, "/Height ");
	pdf_int(b, picture_stored_height(picture));
	buf_z(b, "/BitsPerComponent ");
	pdf_int(b, bits);
}

static void write_data(Writer *w, Object *object, const Picture *picture) {
	Buf *b = &object->body;
	switch (picture->coding) {
	case PICTURE_ROWS:
		pdf_deflate(w, object, picture->data.p, picture->data.n);
		break;
	case PICTURE_DEFLATED_ROWS:
		object->bytes = picture->data;
		buf_z(b, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ");
		pdf_int(b, components_of(picture));
		buf_z(b, "/BitsPerComponent ");
		pdf_int(b, picture->bits);
		buf_z(b, "/Columns ");
		pdf_int(b, picture_stored_width(picture));
		buf_z(b, ">>");
		break;
	case PICTURE_JPEG:
		object->bytes = picture->data;
		buf_z(b, "/Filter/DCTDecode");
		if (picture->inverted)
			buf_z(b, "/Decode[1 0 1 0 1 0 1 0]");
		break;
	case PICTURE_DRAWING:
		break;                                               /* no image: drawing.c writes it */
	}
}

static Object *make_picture(Writer *w, const Picture *picture) {
	Buf space = { 0 };
	Plates plates;
	if (w->profile.press) {
		if (!separator_plates(w->profile.press->separator, picture, &plates)) {
			diag_error(w->job->diag, w->pos, RULE_PDF_PICTURE_COLOUR, STR_FMT ": the picture cannot be brought into the press's inks",
				STR_ARG(picture->path));
			diag_help(w->job->diag, "save it again as RGB, or as CMYK");
			w->failed = true;
			return NULL;
		}
		picture = &plates.picture;
	}
	if (!write_space(w, &space, picture)) {
		buf_free(&space);
		diag_error(w->job->diag, w->pos, RULE_PDF_PICTURE_COLOUR, STR_FMT ": a CMYK picture without a colour profile",
			STR_ARG(picture->path));
		diag_help(w->job->diag, "save it as RGB, or embed the profile that it was made for");
		w->failed = true;
		return NULL;
	}
	Object *object = pdf_stream(w);
	write_size(&object->body, picture, picture->bits);
	buf_z(&object->body, "/ColorSpace");
	buf_str(&object->body, buf_as_str(&space));
	buf_free(&space);
	if (picture->alpha.n > 0) {
		Object *mask = pdf_stream(w);
		write_size(&mask->body, picture, 8);
		buf_z(&mask->body, "/ColorSpace/DeviceGray");
		pdf_deflate(w, mask, picture->alpha.p, picture->alpha.n);
		buf_z(&object->body, "/SMask ");
		pdf_ref(&object->body, mask);
	}
	write_data(w, object, picture);
	return object;
}

Object *pdf_picture(Writer *w, const Picture *picture) {
	for (size_t i = 0; i < w->pictures.n; i++) {
		const Picture *seen = w->pictures.at[i].picture;
		if (seen == picture || (seen->hash == picture->hash && str_eq(seen->data, picture->data)))
			return w->pictures.at[i].object;
	}
	Object *object = picture->drawing ? pdf_drawing(w, picture) : make_picture(w, picture);
	PdfPicture *entry = list_push(w->arena, &w->pictures);
	*entry = (PdfPicture){ .picture = picture, .object = object };
	return object;
}
