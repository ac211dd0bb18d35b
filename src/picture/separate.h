/* separate -- pictures in the inks of one printing condition.
 * In:    the ICC profile of a press; pictures.
 * Out:   Separator, which threads may share; pictures as inks, made once for each picture of equal bytes, and kept.
 *        RGB pictures and palettes are converted with relative colorimetric intent and black point compensation, from
 *        their own profile or sRGB. Grey pictures stay grey, since they are printed in black alone; the values of CMYK
 *        pictures stay as they are, whatever profile they carry; so do drawings, whose colours the writer converts.
 * Fails: NULL when the profile is not one of a CMYK press, or a picture's pixels cannot be had. */
#ifndef PICTURE_SEPARATE_H
#define PICTURE_SEPARATE_H

#include "picture/picture.h"

typedef struct Separator Separator;

/* What a profile says of itself. */
typedef struct {
	Str icc;
	Str name;                                                /* its description */
	Str condition;                                           /* "FOGRA39", empty when it is none that is registered */
	int ink_limit;                                           /* percent of ink that the condition bears; 0: not known */
} PressProfile;

Separator *separator_open(Str icc);                          /* copies the bytes */
void separator_close(Separator *separator);                  /* NULL is fine */
const PressProfile *separator_profile(const Separator *separator);

/* The mean inks of a picture, 0 to 255, over the cells of a grid, as it stands upright. */
typedef struct {
	uint8_t cmyk[4];                                         /* as if on paper: of a transparent place nothing */
	uint8_t cover;                                           /* 255: opaque */
} InkCell;

typedef struct {
	Picture picture;                                         /* as inks: GREY, CMYK, or INDEXED with a palette of CMYK */
	InkCell *cells;
	int columns, rows;
} Plates;

/* The inks live as long as the separator and the picture. false when the pixels cannot be had. */
bool separator_plates(Separator *separator, const Picture *picture, Plates *out);
/* A single colour, sRGB to inks in thousandths. */
void separator_colour(Separator *separator, const uint8_t rgb[3], uint16_t cmyk[4]);
/* The same in a drawing: its black is black ink alone; the profile would make it of all four. */
void separator_drawing_colour(Separator *separator, const uint8_t rgb[3], uint16_t cmyk[4]);

#endif
