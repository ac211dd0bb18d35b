/* jpeg_sample -- makes JPEG files of any kind out of bytes that are easy to make again. */
#ifndef TESTS_JPEG_SAMPLE_H
#define TESTS_JPEG_SAMPLE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "base/str.h"

typedef struct {
	int width, height, channels;
	bool progressive, adobe, arithmetic;
	int density;
	const void *marker;                                      /* APP1 */
	size_t marker_size;
	const void *profile;
	size_t profile_size;
} JpegRecipe;

static inline uint8_t sample_byte(int x, int y) {
	return (uint8_t)(x * 7 + y * 13 + (x * y) % 11);
}

/* The file; owned by the caller. */
static inline Buf make_jpeg(JpegRecipe r) {
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &n);
	jpeg.image_width = (JDIMENSION)r.width;
	jpeg.image_height = (JDIMENSION)r.height;
	jpeg.input_components = r.channels;
	jpeg.in_color_space = r.channels == 1 ? JCS_GRAYSCALE : r.channels == 3 ? JCS_RGB : JCS_CMYK;
	jpeg_set_defaults(&jpeg);
	if (r.progressive)
		jpeg_simple_progression(&jpeg);
	if (r.channels == 4)
		jpeg.write_Adobe_marker = r.adobe;
	jpeg.arith_code = r.arithmetic;
	if (r.density) {
		jpeg.density_unit = 1;
		jpeg.X_density = jpeg.Y_density = (UINT16)r.density;
	}
	jpeg_start_compress(&jpeg, TRUE);
	if (r.marker)
		jpeg_write_marker(&jpeg, JPEG_APP0 + 1, r.marker, (unsigned)r.marker_size);
	if (r.profile)
		jpeg_write_icc_profile(&jpeg, r.profile, (unsigned)r.profile_size);
	uint8_t *row = malloc((size_t)(r.width * r.channels));
	for (int y = 0; y < r.height; y++) {
		for (int x = 0; x < r.width * r.channels; x++)
			row[x] = sample_byte(x, y);
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	free(row);
	Buf b = { 0 };
	buf_add(&b, bytes, n);
	free(bytes);
	return b;
}

#endif
