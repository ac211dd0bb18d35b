/* One transform from sRGB is made with the Separator, without a cache of its own so that threads may share it; a picture with
 * a profile of its own has a transform of its own. A picture is separated once, whichever language asks first: the others
 * wait for it. What is kept of a picture is what was made anew, never the bytes of a language's picture, which go with its
 * arena. Pixels are written as PNG's filtered rows, which deflate to half of what plain rows do.
 * Of a palette only the colours are converted. Beside it a coarse grid of mean inks is kept for preflight. */
#include "picture/separate.h"

#include <lcms2.h>
#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "picture/pixels.h"
#include "picture/sketch.h"

enum { CELLS_MOST = 128 };                                   /* along a side */

typedef enum { STATE_WORKING, STATE_DONE, STATE_FAILED } State;

typedef struct {
	uint64_t hash;
	uint32_t sum;
	size_t size;
	State state;
	uint8_t *rows;                                           /* deflated */
	size_t rows_size;
	uint8_t palette[4 * 256];
	InkCell *cells;
	int columns, rows_of_cells;
} Entry;

struct Separator {
	Arena *arena;
	PressProfile profile;
	cmsContext context;
	cmsHPROFILE output;
	cmsHTRANSFORM from_srgb;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct { Entry **at; size_t n, room; } entries;
};

static bool is_press_profile(Str icc) {
	return icc.n >= 132 && memcmp(icc.p + 36, "acsp", 4) == 0 && memcmp(icc.p + 12, "prtr", 4) == 0
		&& memcmp(icc.p + 16, "CMYK", 4) == 0 && icc.p[8] >= 2 && icc.p[8] <= 4;
}

/* By what a profile's description has in it; the more special first. */
static const struct { const char *part, *condition; int ink_limit; } conditions[] = {
	{ "coated v2 300", "FOGRA39", 300 }, { "coated_v2_300", "FOGRA39", 300 }, { "fogra39", "FOGRA39", 330 },
	{ "iso coated v2", "FOGRA39", 330 }, { "fogra51", "FOGRA51", 300 }, { "pso coated v3", "FOGRA51", 300 },
	{ "fogra52", "FOGRA52", 300 }, { "pso uncoated v3", "FOGRA52", 300 }, { "newspaper", "", 240 },
};

static void name_profile(Separator *s) {
	char name[256] = "", lower[256] = "";
	cmsGetProfileInfoASCII(s->output, cmsInfoDescription, "en", "US", name, sizeof name);
	name[sizeof name - 1] = '\0';
	size_t n = 0;
	for (size_t i = 0; name[i]; i++) {
		if (name[i] >= ' ' && name[i] < 0x7F)
			name[n++] = name[i];
	}
	name[n] = '\0';
	for (size_t i = 0; i <= n; i++)
		lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
	s->profile.name = n > 0 ? str_copy(s->arena, str_of(name)) : STR("Custom");
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
		if (!strstr(lower, conditions[i].part))
			continue;
		s->profile.condition = str_of(conditions[i].condition);
		s->profile.ink_limit = conditions[i].ink_limit;
		return;
	}
}

static cmsHTRANSFORM make_transform(Separator *s, cmsHPROFILE from) {
	return cmsCreateTransformTHR(s->context, from, TYPE_RGB_8, s->output, TYPE_CMYK_8, INTENT_RELATIVE_COLORIMETRIC,
		cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE);
}

Separator *separator_open(Str icc) {
	if (!is_press_profile(icc))
		return NULL;
	Arena *arena = arena_make();
	Separator *s = arena_new(arena, Separator);
	s->arena = arena;
	s->profile.icc = str_copy(arena, icc);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->changed, NULL);
	s->context = cmsCreateContext(NULL, NULL);
	if (!s->context)
		arena_out_of_memory(1);
	s->output = cmsOpenProfileFromMemTHR(s->context, s->profile.icc.p, (cmsUInt32Number)s->profile.icc.n);
	cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(s->context);
	if (s->output && srgb)
		s->from_srgb = make_transform(s, srgb);
	if (srgb)
		cmsCloseProfile(srgb);
	if (!s->from_srgb) {
		separator_close(s);
		return NULL;
	}
	name_profile(s);
	return s;
}

void separator_close(Separator *s) {
	if (!s)
		return;
	for (size_t i = 0; i < s->entries.n; i++)
		free(s->entries.at[i]->rows);
	if (s->from_srgb)
		cmsDeleteTransform(s->from_srgb);
	if (s->output)
		cmsCloseProfile(s->output);
	cmsDeleteContext(s->context);
	pthread_cond_destroy(&s->changed);
	pthread_mutex_destroy(&s->lock);
	arena_free(s->arena);
}

const PressProfile *separator_profile(const Separator *s) {
	return &s->profile;
}

void separator_colour(Separator *s, const uint8_t rgb[3], uint16_t cmyk[4]) {
	uint8_t out[4];
	cmsDoTransform(s->from_srgb, rgb, out, 1);
	for (int i = 0; i < 4; i++)
		cmyk[i] = (uint16_t)((out[i] * 1000 + 127) / 255);
}

void separator_drawing_colour(Separator *s, const uint8_t rgb[3], uint16_t cmyk[4]) {
	static const uint16_t black[4] = { 0, 0, 0, 1000 };
	if (rgb[0] + rgb[1] + rgb[2] > 0)
		separator_colour(s, rgb, cmyk);
	else
		memcpy(cmyk, black, sizeof black);
}

/* Converts pixels with the picture's own profile, if it is one of RGB, otherwise from sRGB. */
static void convert(Separator *s, Str icc, const uint8_t *rgb, uint8_t *cmyk, size_t count) {
	cmsHPROFILE own = NULL;
	cmsHTRANSFORM transform = NULL;
	if (icc.n >= 132 && memcmp(icc.p + 16, "RGB ", 4) == 0)
		own = cmsOpenProfileFromMemTHR(s->context, icc.p, (cmsUInt32Number)icc.n);
	if (own)
		transform = make_transform(s, own);
	for (size_t i = 0; i < count; i += 65536) {
		size_t n = count - i < 65536 ? count - i : 65536;
		cmsDoTransform(transform ? transform : s->from_srgb, rgb + 3 * i, cmyk + 4 * i, (cmsUInt32Number)n);
	}
	if (transform)
		cmsDeleteTransform(transform);
	if (own)
		cmsCloseProfile(own);
}

/* Where stored pixels stand in the upright picture: across = start[0] + x * by_x[0] + y * by_y[0], down the same with 1. */
typedef struct {
	int start[2], by_x[2], by_y[2];
} Turn;

static Turn turn_of(const Picture *p) {
	int w = picture_stored_width(p) - 1, h = picture_stored_height(p) - 1;
	const Turn turns[8] = {
		{ { 0, 0 }, { 1, 0 }, { 0, 1 } }, { { w, 0 }, { -1, 0 }, { 0, 1 } }, { { w, h }, { -1, 0 }, { 0, -1 } }, { { 0, h }, { 1, 0 }, { 0, -1 } },
		{ { 0, 0 }, { 0, 1 }, { 1, 0 } }, { { h, 0 }, { 0, 1 }, { -1, 0 } }, { { h, w }, { 0, -1 }, { -1, 0 } }, { { 0, w }, { 0, -1 }, { 1, 0 } },
	};
	return turns[p->orientation >= 1 && p->orientation <= 8 ? p->orientation - 1 : 0];
}

typedef struct {
	uint32_t cmyk[4], cover, count;
} Sum;

/* Four inks side by side, each in 16 bits: as many as RUN_MOST can be added up without one running into the next. */
typedef uint64_t Lanes;
enum { RUN_MOST = 256 };

static Lanes lanes_of(const uint8_t cmyk[4]) {
	return (Lanes)cmyk[0] | (Lanes)cmyk[1] << 16 | (Lanes)cmyk[2] << 32 | (Lanes)cmyk[3] << 48;
}

static Lanes thin_lanes(Lanes inks, unsigned alpha) {
	Lanes thin = 0;
	for (int shift = 0; shift < 64; shift += 16)
		thin |= ((inks >> shift & 255) * alpha / 255) << shift;
	return thin;
}

static void add_run(Sum *sum, Lanes inks, uint32_t cover, uint32_t count) {
	for (int i = 0; i < 4; i++)
		sum->cmyk[i] += (uint32_t)(inks >> 16 * i & 0xFFFF);
	sum->cover += cover;
	sum->count += count;
}

static void average(Entry *entry, const Sum *sums) {
	for (int i = 0; i < entry->columns * entry->rows_of_cells; i++) {
		uint32_t count = sums[i].count > 0 ? sums[i].count : 1;
		for (int k = 0; k < 4; k++)
			entry->cells[i].cmyk[k] = (uint8_t)(sums[i].cmyk[k] / count);
		entry->cells[i].cover = (uint8_t)(sums[i].cover / count);
	}
}

/* For each of `n` places the cell that it lies in. */
static int *cells_along(int n, int cells) {
	int *at = malloc((size_t)n * sizeof *at);
	if (!at)
		arena_out_of_memory((size_t)n);
	for (int i = 0; i < n; i++)
		at[i] = i * cells / n;
	return at;
}

/* What a sample of a picture of one channel stands for. */
static void fill_lanes(const Entry *entry, const Picture *p, Lanes lanes[256]) {
	for (int i = 0; i < 256; i++)
		lanes[i] = p->colour == PICTURE_GREY ? (Lanes)(255 - i) << 48 : lanes_of(entry->palette + 4 * i);
}

typedef struct {
	const uint8_t *pixels;                                   /* as picture_pixels gives them; of an RGB picture its inks */
	const uint8_t *alpha;                                    /* NULL: opaque */
	bool single;                                             /* of one channel: look up in `lanes` */
	Lanes lanes[256];
	const int *columns;                                      /* the cell of each place across */
	Sum *sums;                                               /* of the first row of cells */
	int row_of_cells;
} Measure;

/* `n` pixels from `at` on; the first stands at `across`, `down`. */
static void measure_row(const Measure *m, size_t at, size_t n, int across, int down, const Turn *t, const int *rows) {
	Lanes inks = 0;
	uint32_t cover = 0, count = 0;
	Sum *sum = NULL;
	for (size_t end = at + n; at < end; at++, across += t->by_x[0], down += t->by_x[1]) {
		Sum *its = &m->sums[rows[down] * m->row_of_cells + m->columns[across]];
		unsigned alpha = m->alpha ? m->alpha[at] : 255;
		Lanes lanes = m->single ? m->lanes[m->pixels[at]] : lanes_of(m->pixels + 4 * at);
		if (its != sum || count == RUN_MOST) {
			if (sum)
				add_run(sum, inks, cover, count);
			sum = its;
			inks = cover = count = 0;
		}
		inks += alpha == 255 ? lanes : thin_lanes(lanes, alpha);
		cover += alpha;
		count++;
	}
	if (sum)
		add_run(sum, inks, cover, count);
}

static void measure(Entry *entry, const Picture *p, const uint8_t *pixels) {
	size_t width = (size_t)picture_stored_width(p), height = (size_t)picture_stored_height(p);
	int *columns = cells_along(p->width, entry->columns), *rows = cells_along(p->height, entry->rows_of_cells);
	Measure m = { .pixels = pixels, .alpha = p->alpha.n > 0 ? (const uint8_t *)p->alpha.p : NULL, .columns = columns,
		.single = p->colour == PICTURE_GREY || p->colour == PICTURE_INDEXED, .row_of_cells = entry->columns };
	Turn t = turn_of(p);
	m.sums = calloc((size_t)entry->columns * (size_t)entry->rows_of_cells, sizeof *m.sums);
	if (!m.sums)
		arena_out_of_memory(sizeof *m.sums);
	fill_lanes(entry, p, m.lanes);
	for (size_t y = 0; y < height; y++)
		measure_row(&m, y * width, width, t.start[0] + (int)y * t.by_y[0], t.start[1] + (int)y * t.by_y[1], &t, rows);
	average(entry, m.sums);
	free(m.sums);
	free(columns);
	free(rows);
}

/* Everything that takes time, outside the lock. */
static bool separate(Separator *s, Entry *entry, const Picture *picture) {
	if (picture->drawing) {
		sketch_inks(s, picture->drawing, entry->cells, entry->columns, entry->rows_of_cells);
		return true;
	}
	uint8_t *pixels = picture_pixels(picture), *cmyk = NULL;
	if (!pixels)
		return false;
	size_t width = (size_t)picture_stored_width(picture), height = (size_t)picture_stored_height(picture);
	if (picture->colour == PICTURE_INDEXED) {
		size_t colours = picture->palette.n / 3 < 256 ? picture->palette.n / 3 : 256;
		convert(s, picture->icc, (const uint8_t *)picture->palette.p, entry->palette, colours);
	} else if (picture->colour == PICTURE_RGB) {
		cmyk = malloc(width * height * 4);
		if (!cmyk)
			arena_out_of_memory(width * height * 4);
		convert(s, picture->icc, pixels, cmyk, width * height);
		entry->rows = picture_pack(cmyk, width, height, 4, &entry->rows_size);
	}
	measure(entry, picture, cmyk ? cmyk : pixels);
	free(cmyk);
	free(pixels);
	return true;
}

static Entry *find_entry(Separator *s, const Picture *picture, uint32_t sum, bool *mine) {
	for (size_t i = 0; i < s->entries.n; i++) {
		Entry *entry = s->entries.at[i];
		if (entry->hash == picture->hash && entry->sum == sum && entry->size == picture->data.n)
			return entry;
	}
	Entry *entry = arena_new(s->arena, Entry);
	*entry = (Entry){ .hash = picture->hash, .sum = sum, .size = picture->data.n };
	entry->columns = picture->width < CELLS_MOST ? picture->width : CELLS_MOST;
	entry->rows_of_cells = picture->height < CELLS_MOST ? picture->height : CELLS_MOST;
	entry->cells = arena_array(s->arena, InkCell, entry->columns * entry->rows_of_cells);
	*(Entry **)list_push(s->arena, &s->entries) = entry;
	*mine = true;
	return entry;
}

static void fill(const Entry *entry, const Picture *picture, Plates *out) {
	*out = (Plates){ .picture = *picture, .cells = entry->cells, .columns = entry->columns, .rows = entry->rows_of_cells };
	out->picture.icc = (Str){ NULL, 0 };
	if (picture->drawing)
		return;
	if (picture->colour == PICTURE_INDEXED)
		out->picture.palette = (Str){ (const char *)entry->palette, picture->palette.n / 3 * 4 };
	if (picture->colour != PICTURE_RGB)
		return;
	out->picture.colour = PICTURE_CMYK;
	out->picture.bits = 8;
	out->picture.coding = PICTURE_DEFLATED_ROWS;
	out->picture.data = (Str){ (const char *)entry->rows, entry->rows_size };
}

bool separator_plates(Separator *s, const Picture *picture, Plates *out) {
	bool mine = false;
	uint32_t sum = libdeflate_crc32(0, picture->data.p, picture->data.n);
	pthread_mutex_lock(&s->lock);
	Entry *entry = find_entry(s, picture, sum, &mine);
	if (mine) {
		pthread_mutex_unlock(&s->lock);
		bool good = separate(s, entry, picture);
		pthread_mutex_lock(&s->lock);
		entry->state = good ? STATE_DONE : STATE_FAILED;
		pthread_cond_broadcast(&s->changed);
	}
	while (entry->state == STATE_WORKING)
		pthread_cond_wait(&s->changed, &s->lock);
	pthread_mutex_unlock(&s->lock);
	if (entry->state == STATE_FAILED)
		return false;
	fill(entry, picture, out);
	return true;
}
