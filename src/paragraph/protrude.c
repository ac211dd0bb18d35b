/* Optical margins: light marks hang out over the edge by a part of their width, so that the edge of a column looks straight
 * (after Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system", 2000). Full-width marks hang out by their blank,
 * always; 、 and 。 of Japanese altogether where that helps (JLREQ 3.8.2, burasage). */
#include "paragraph/internal.h"

typedef struct {
	uint32_t character;
	int start, end;                                          /* thousandths of the width */
} Hang;

static const Hang hangs[] = {
	{ '-', 0, 700 },      { 0x2010, 0, 700 },  { 0x2011, 0, 700 },   { 0x2013, 200, 300 }, { 0x2014, 150, 200 }, { '.', 0, 700 },
	{ ',', 0, 700 },      { ';', 0, 500 },     { ':', 0, 500 },      { '!', 0, 200 },      { '?', 0, 150 },      { 0x2018, 600, 600 },
	{ 0x2019, 600, 600 }, { 0x201C, 500, 500 }, { 0x201D, 500, 500 }, { 0x201A, 500, 0 },   { 0x201E, 400, 0 },   { 0xAB, 250, 250 },
	{ 0xBB, 250, 250 },   { '(', 100, 0 },     { ')', 0, 100 },      { 0x60C, 0, 600 },    { 0x61B, 0, 400 },    { 0x6D4, 0, 500 },
};

static const Hang *hang_of(uint32_t character) {
	for (size_t i = 0; i < sizeof hangs / sizeof *hangs; i++)
		if (hangs[i].character == character)
			return &hangs[i];
	return NULL;
}

/* Among ideographs a mark or dash keeps to its square: only blank hangs out. */
static const Hang *hang_of_cluster(const Text *text, const Cluster *cluster) {
	if (text->runs && text->runs[cluster->run].typography->justify == JUSTIFY_CJK)
		return NULL;
	size_t at = cluster->start;
	return hang_of(utf8_next(text->text, &at));
}

Len protrusion_at_start(const Text *text, const Cluster *cluster, const BreakRules *rules) {
	const Hang *hang = rules->protrusion ? hang_of_cluster(text, cluster) : NULL;
	Len out = hang ? len_scale(cluster->width, (int64_t)hang->start * rules->protrusion, 1000000) : 0;
	return cluster->lead ? cluster->lead : out;
}

Len protrusion_at_end(const Text *text, const Cluster *cluster, const BreakRules *rules) {
	const Hang *hang = rules->protrusion ? hang_of_cluster(text, cluster) : NULL;
	Len out = hang ? len_scale(cluster->width, (int64_t)hang->end * rules->protrusion, 1000000) : 0;
	return cluster->trail ? cluster->trail : out;
}

Len protrusion_of_hyphen(const Text *text, const BreakRules *rules) {
	return rules->protrusion ? len_scale(text->hyphen_width, (int64_t)hang_of(0x2010)->end * rules->protrusion, 1000000) : 0;
}

Len hanging_at_end(const Text *text, const Cluster *cluster, const BreakRules *rules) {
	if (!rules->hanging || !cluster->trail || cluster->autospace)
		return 0;
	size_t at = cluster->start;
	uint32_t c = utf8_next(text->text, &at);
	return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF0E ? cluster->width - cluster->trail : 0;
}
