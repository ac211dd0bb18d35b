/* How wide a text is in one face, without breaking it: for estimates made before a page is set. Characters that the face lacks
 * count as its missing glyph. */
#include "font/font.h"

int64_t face_measure(const Face *face, Str text) {
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, text.p, (int)text.n, 0, (int)text.n);
	hb_buffer_guess_segment_properties(buffer);
	hb_shape(face->font, buffer, NULL, 0);
	unsigned n = 0;
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &n);
	int64_t width = 0;
	for (unsigned i = 0; i < n; i++)
		width += positions[i].x_advance;
	hb_buffer_destroy(buffer);
	return width;
}
