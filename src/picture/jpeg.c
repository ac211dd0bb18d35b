/* JPEG. The bytes are embedded as they are, so the file must be one that every viewer decodes: Huffman coded, 8
 * bits, grey, YCbCr or CMYK. It is decoded once at an eighth of its size, which reads all of its data, and refused
 * when libjpeg complains about it; the rows are thrown away. What follows the end of the image (a second picture of
 * some cameras) is left out. libjpeg leaves by longjmp, so all that must be freed is in one struct. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "picture/kinds.h"

enum { SCANS_MAX = 200 };

typedef struct {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf out;
	PictureFile *file;
	uint8_t *row;
	JOCTET *profile;
	unsigned profile_size;
	size_t used;
	bool complained, too_many_scans, unknown_kind;
	char reason[JMSG_LENGTH_MAX];
} Decode;

static void on_error(j_common_ptr jpeg) {
	Decode *d = jpeg->client_data;
	int code = jpeg->err->msg_code;
	if (d->reason[0] == '\0')
		jpeg->err->format_message(jpeg, d->reason);
	d->unknown_kind = code == JERR_BAD_PRECISION || code == JERR_ARITH_NOTIMPL || code == JERR_SOF_UNSUPPORTED;
	longjmp(d->out, 1);
}

/* Level -1 is a warning about the data. Bytes between markers, and a colour transform that nobody knows, do no harm. */
static void on_message(j_common_ptr jpeg, int level) {
	Decode *d = jpeg->client_data;
	int code = jpeg->err->msg_code;
	if (level >= 0 || code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM)
		return;
	if (!d->complained)
		jpeg->err->format_message(jpeg, d->reason);
	d->complained = true;
}

static void on_progress(j_common_ptr jpeg) {
	Decode *d = jpeg->client_data;
	if (((j_decompress_ptr)jpeg)->input_scan_number > SCANS_MAX) {
		d->too_many_scans = true;
		longjmp(d->out, 1);
	}
}

static void read_markers(Decode *d) {
	Picture *picture = d->file->picture;
	for (jpeg_saved_marker_ptr m = d->jpeg.marker_list; m; m = m->next) {
		if (m->marker != JPEG_APP0 + 1 || m->data_length < 14 || memcmp(m->data, "Exif\0\0", 6) != 0)
			continue;
		Exif exif = exif_read((Str){ (const char *)m->data + 6, m->data_length - 6 });
		picture->orientation = exif.orientation;
		picture->ppi_x = exif.ppi_x;
		picture->ppi_y = exif.ppi_y;
		break;
	}
	if (d->jpeg.saw_JFIF_marker && d->jpeg.density_unit >= 1 && d->jpeg.density_unit <= 2 && d->jpeg.X_density > 1) {
		int scale = d->jpeg.density_unit == 2 ? 254 : 100;
		picture->ppi_x = (d->jpeg.X_density * scale + 50) / 100;
		picture->ppi_y = (d->jpeg.Y_density * scale + 50) / 100;
	}
}

/* Reads the header, then all of the data; false when libjpeg left by an error. */
static bool decode(Decode *d, bool header_only) {
	struct jpeg_decompress_struct *jpeg = &d->jpeg;
	if (setjmp(d->out))
		return false;
	if (header_only) {
		jpeg_create_decompress(jpeg);
		jpeg->client_data = d;
		jpeg->progress = &d->progress;
		d->progress.progress_monitor = on_progress;
		jpeg_mem_src(jpeg, (const unsigned char *)d->file->bytes.p, d->file->bytes.n);
		jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
		jpeg_save_markers(jpeg, JPEG_APP0 + 2, 0xFFFF);
		jpeg_read_header(jpeg, TRUE);
		return true;
	}
	if (jpeg->image_width > 64 && jpeg->image_height > 64)
		jpeg->scale_denom = 8;
	jpeg->dct_method = JDCT_IFAST;
	jpeg->out_color_space = jpeg->jpeg_color_space;
	jpeg->do_fancy_upsampling = FALSE;
	jpeg_start_decompress(jpeg);
	d->row = malloc((size_t)jpeg->output_width * (size_t)jpeg->output_components);
	if (!d->row)
		arena_out_of_memory(jpeg->output_width);
	while (jpeg->output_scanline < jpeg->output_height && !d->complained)
		jpeg_read_scanlines(jpeg, &d->row, 1);
	if (!d->complained)
		jpeg_finish_decompress(jpeg);
	d->used = d->file->bytes.n - jpeg->src->bytes_in_buffer;
	return true;
}

static const char ORDINARY[] = "save it as an ordinary 8-bit JPEG (baseline or progressive), grey, RGB or CMYK";

/* Kinds that PDF viewers would show wrongly, or not at all. */
static bool check_kind(Decode *d) {
	const struct jpeg_decompress_struct *jpeg = &d->jpeg;
	if (!picture_check_size(d->file, jpeg->image_width, jpeg->image_height))
		return false;
	if (jpeg->arith_code)
		return picture_unfit(d->file, ORDINARY, "this JPEG file uses arithmetic coding, which PDF does not know");
	if (jpeg->data_precision != 8)
		return picture_unfit(d->file, ORDINARY, "this JPEG file has %d bits a sample, which PDF does not know",
			jpeg->data_precision);
	if (jpeg->num_components != 1 && jpeg->num_components != 3 && jpeg->num_components != 4)
		return picture_unfit(d->file, ORDINARY, "this JPEG file has %d colour components", jpeg->num_components);
	if (jpeg->jpeg_color_space == JCS_RGB && !jpeg->saw_Adobe_marker)
		return picture_unfit(d->file, ORDINARY,
			"this JPEG file holds RGB without saying so to viewers (no Adobe marker)");
	return true;
}

static void take_picture(Decode *d) {
	const struct jpeg_decompress_struct *jpeg = &d->jpeg;
	Picture *picture = d->file->picture;
	bool lies = picture->orientation >= 5;
	picture->coding = PICTURE_JPEG;
	picture->bits = 8;
	picture->colour = jpeg->num_components == 1 ? PICTURE_GREY : jpeg->num_components == 3 ? PICTURE_RGB : PICTURE_CMYK;
	picture->inverted = jpeg->num_components == 4 && jpeg->saw_Adobe_marker;
	picture->width = (int)(lies ? jpeg->image_height : jpeg->image_width);
	picture->height = (int)(lies ? jpeg->image_width : jpeg->image_height);
	picture->data = str_sub(d->file->bytes, 0, d->used);
	if (d->profile_size > 0)
		picture->icc = (Str){ arena_copy(d->file->job->arena, d->profile, d->profile_size), d->profile_size };
}

/* In pieces, each in an APP2 of its own; libjpeg puts them together when they are all there. */
static bool read_profile(Decode *d) {
	bool has = false;
	for (jpeg_saved_marker_ptr m = d->jpeg.marker_list; m; m = m->next)
		has = has || (m->marker == JPEG_APP0 + 2 && m->data_length >= 12 && memcmp(m->data, "ICC_PROFILE\0", 12) == 0);
	if (!has)
		return true;
	if (setjmp(d->out) != 0)
		return false;
	return jpeg_read_icc_profile(&d->jpeg, &d->profile, &d->profile_size) && d->profile_size <= PICTURE_PROFILE_MAX;
}

static bool read_picture(Decode *d) {
	bool good = decode(d, true);
	if (good && !check_kind(d))
		return false;
	if (good) {
		read_markers(d);
		if (!read_profile(d))
			return picture_damaged(d->file, "the colour profile of the JPEG file is damaged");
		good = decode(d, false);
	}
	if (d->too_many_scans)
		return picture_damaged(d->file, "the JPEG file has more than %d scans", SCANS_MAX);
	if (d->unknown_kind)
		return picture_unfit(d->file, ORDINARY, "this kind of JPEG file is not known to PDF (%s)", d->reason);
	if (!good || d->complained)
		return picture_damaged(d->file, "the JPEG file is damaged or cut off (%s)", d->reason);
	take_picture(d);
	return true;
}

bool picture_read_jpeg(PictureFile *file) {
	Decode *d = arena_new(file->job->arena, Decode);
	d->file = file;
	d->jpeg.err = jpeg_std_error(&d->errors);
	d->errors.error_exit = on_error;
	d->errors.emit_message = on_message;
	d->jpeg.client_data = d;
	bool good = read_picture(d);
	jpeg_destroy_decompress(&d->jpeg);
	free(d->row);
	free(d->profile);
	return good;
}
