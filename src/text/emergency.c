/* Emergency breaks: between any two clusters, without a hyphen, for a word that fits no line (scripts.md, L12). Never in a
 * script whose letters join, where a torn word is no word, nor under the headline of the north Indian scripts. */
#include "text/internal.h"

static bool joins(uint32_t script) {
	static const uint32_t scripts[] = {
		HB_SCRIPT_ARABIC,     HB_SCRIPT_SYRIAC,   HB_SCRIPT_NKO,     HB_SCRIPT_MONGOLIAN, HB_SCRIPT_ADLAM,    HB_SCRIPT_MANDAIC,
		HB_SCRIPT_PHAGS_PA,   HB_SCRIPT_HANIFI_ROHINGYA,             HB_SCRIPT_SOGDIAN,   HB_SCRIPT_DEVANAGARI, HB_SCRIPT_BENGALI,
		HB_SCRIPT_GURMUKHI,
	};
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if (scripts[i] == script)
			return true;
	return false;
}

void mark_emergencies(Text *text) {
	for (uint32_t i = 1; i < text->cluster_count; i++) {
		Cluster *c = &text->clusters[i];
		if (c->break_before == BREAK_NONE && !c->space && !text->clusters[i - 1].space && !joins(text->runs[c->run].script))
			c->break_before = BREAK_EMERGENCY;
	}
}
