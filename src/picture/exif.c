/* EXIF is a TIFF directory: a byte order, the offset of a list of entries, and in each entry a tag, a type, a count
 * and a value or its offset. Four tags of the first directory matter here. Every offset is checked; what does not
 * fit is passed over, as EXIF is only a hint and cameras write it carelessly. */
#include <string.h>

#include "picture/kinds.h"

enum { TAG_ORIENTATION = 0x112, TAG_X_RESOLUTION = 0x11A, TAG_Y_RESOLUTION = 0x11B, TAG_RESOLUTION_UNIT = 0x128 };
enum { TYPE_SHORT = 3, TYPE_RATIONAL = 5, UNIT_INCH = 2, UNIT_CENTIMETRE = 3 };

typedef struct {
	const uint8_t *p;
	size_t n;
	bool big;
} Tiff;

static uint32_t number(const Tiff *tiff, size_t at, int bytes) {
	uint32_t value = 0;
	if (at > tiff->n || tiff->n - at < (size_t)bytes)
		return 0;
	for (int i = 0; i < bytes; i++)
		value = value << 8 | tiff->p[at + (size_t)(tiff->big ? i : bytes - 1 - i)];
	return value;
}

/* Numerator over denominator in hundredths, 0 when it makes no sense. */
static int hundredths(const Tiff *tiff, size_t entry) {
	uint32_t at = number(tiff, entry + 8, 4);
	uint64_t numerator = number(tiff, at, 4), denominator = number(tiff, (size_t)at + 4, 4);
	if (denominator == 0 || numerator * 100 / denominator > 10000000)
		return 0;
	return (int)(numerator * 100 / denominator);
}

Exif exif_read(Str bytes) {
	Exif exif = { .orientation = 1 };
	Tiff tiff = { (const uint8_t *)bytes.p, bytes.n, false };
	if (bytes.n < 8 || (memcmp(bytes.p, "II*\0", 4) != 0 && memcmp(bytes.p, "MM\0*", 4) != 0))
		return exif;
	tiff.big = bytes.p[0] == 'M';
	size_t at = number(&tiff, 4, 4);
	uint32_t entries = number(&tiff, at, 2), unit = UNIT_INCH;
	int x = 0, y = 0;
	for (uint32_t i = 0; i < entries && i < 256; i++) {
		size_t entry = at + 2 + (size_t)i * 12;
		uint32_t tag = number(&tiff, entry, 2), type = number(&tiff, entry + 2, 2), value = number(&tiff, entry + 8, 2);
		if (tag == TAG_ORIENTATION && type == TYPE_SHORT && value >= 1 && value <= 8)
			exif.orientation = (int)value;
		else if (tag == TAG_RESOLUTION_UNIT && type == TYPE_SHORT)
			unit = value;
		else if (tag == TAG_X_RESOLUTION && type == TYPE_RATIONAL)
			x = hundredths(&tiff, entry);
		else if (tag == TAG_Y_RESOLUTION && type == TYPE_RATIONAL)
			y = hundredths(&tiff, entry);
	}
	if (unit == UNIT_INCH || unit == UNIT_CENTIMETRE) {
		int64_t scale = unit == UNIT_CENTIMETRE ? 254 : 100;
		exif.ppi_x = (int)((x * scale + 5000) / 10000);
		exif.ppi_y = (int)((y * scale + 5000) / 10000);
	}
	return exif;
}
