/* By Green's theorem the area inside an outline is half the integral of x dy - y dx along it. Along a line that is the cross product of its
 * ends; along a curve, a sum of the cross products of its points, with the weights of the Bernstein polynomials' integrals. Counters
 * run the other way round and are taken off. Areas are kept by face and glyph. */
#include "font/area.h"

#include <math.h>

typedef struct {
	const Face *face;
	uint32_t glyph;
	int64_t area;
} Known;

struct AreaCache {
	Arena *arena;
	Known *at;                                               /* open addressing */
	size_t n, room;
};

typedef struct {
	double twice;                                            /* of the area */
	float start_x, start_y;
} Sum;

static double cross(float ax, float ay, float bx, float by) {
	return (double)ax * by - (double)ay * bx;
}

static void on_move(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user) {
	(void)f, (void)data, (void)s, (void)x, (void)y, (void)user;
}

static void on_line(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user) {
	(void)f, (void)user;
	((Sum *)data)->twice += cross(s->current_x, s->current_y, x, y);
}

static void on_quadratic(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float cx, float cy, float x, float y, void *user) {
	(void)f, (void)user;
	float ax = s->current_x, ay = s->current_y;
	((Sum *)data)->twice += (2 * cross(ax, ay, cx, cy) + cross(ax, ay, x, y) + 2 * cross(cx, cy, x, y)) / 3;
}

static void on_cubic(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float bx, float by, float cx, float cy, float x, float y, void *user) {
	(void)f, (void)user;
	float ax = s->current_x, ay = s->current_y;
	((Sum *)data)->twice += (6 * cross(ax, ay, bx, by) + 3 * cross(ax, ay, cx, cy) + cross(ax, ay, x, y) + 3 * cross(bx, by, cx, cy)
		+ 3 * cross(bx, by, x, y) + 6 * cross(cx, cy, x, y)) / 10;
}

static void on_close(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, void *user) {
	(void)f, (void)data, (void)s, (void)user;
}

static int64_t measure(const Face *face, uint32_t glyph) {
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(funcs, on_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, on_line, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, on_quadratic, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, on_cubic, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, on_close, NULL, NULL);
	Sum sum = { 0 };
	hb_font_get_glyph_shape(face->font, glyph, funcs, &sum);
	hb_draw_funcs_destroy(funcs);
	return llround(fabs(sum.twice) / 2);
}

AreaCache *area_cache_make(Arena *arena) {
	AreaCache *cache = arena_new(arena, AreaCache);
	cache->arena = arena;
	cache->room = 1024;
	cache->at = arena_array(arena, Known, cache->room);
	return cache;
}

static Known *slot(Known *at, size_t room, const Face *face, uint32_t glyph) {
	size_t i = (glyph * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)face->id << 7) >> 13 & (room - 1);
	while (at[i].face && (at[i].face != face || at[i].glyph != glyph))
		i = (i + 1) & (room - 1);
	return &at[i];
}

static void grow(AreaCache *cache) {
	Known *larger = arena_array(cache->arena, Known, cache->room * 2);
	for (size_t i = 0; i < cache->room; i++)
		if (cache->at[i].face)
			*slot(larger, cache->room * 2, cache->at[i].face, cache->at[i].glyph) = cache->at[i];
	cache->at = larger;
	cache->room *= 2;
}

int64_t face_glyph_area(AreaCache *cache, const Face *face, uint32_t glyph) {
	Known *known = slot(cache->at, cache->room, face, glyph);
	if (known->face)
		return known->area;
	if (++cache->n * 2 > cache->room) {
		grow(cache);
		known = slot(cache->at, cache->room, face, glyph);
	}
	*known = (Known){ face, glyph, measure(face, glyph) };
	return known->area;
}
