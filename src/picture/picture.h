/* picture -- reads PNG, JPEG and SVG files, refusing what is damaged, hostile or cannot be printed.
 * In:    a path and the place that named it.
 * Out:   Picture: size, resolution, colour space and data in a form that a writer can embed as it is: JPEG bytes,
 *        PNG's own deflated rows (predictor 15) where the file allows it, otherwise rows decoded, and deflated again
 *        by the writer. An SVG file becomes a Drawing, whose `data` is the file itself.
 * Fails: NULL after a diagnostic that says why and what to do (picture-missing, picture-damaged, picture-kind,
 *        picture-size).
 * Limits: 16,384 pixels a side, 64 megapixels, 64 MiB of file. */
#ifndef PICTURE_PICTURE_H
#define PICTURE_PICTURE_H

#include "base/job.h"

typedef enum { PICTURE_GREY, PICTURE_RGB, PICTURE_CMYK, PICTURE_INDEXED } PictureColour;
typedef enum { PICTURE_ROWS, PICTURE_DEFLATED_ROWS, PICTURE_JPEG, PICTURE_DRAWING } PictureCoding;

typedef struct Picture {
	Str path;
	int width, height;                                       /* pixels, upright: after turning by `orientation` */
	int orientation;                                         /* 1 to 8 as in EXIF: how the stored data must be turned */
	int ppi_x, ppi_y;                                        /* 0 when the file does not say */
	PictureColour colour;
	int bits;                                                /* per sample: 1, 2, 4 or 8 */
	PictureCoding coding;
	/* ROWS: stored width * components * bits, rows padded to bytes; DEFLATED_ROWS: zlib stream of PNG-filtered rows. */
	Str data;
	Str palette;                                             /* INDEXED: RGB triples */
	const struct Drawing *drawing;                           /* DRAWING (drawing.h): shapes; sides are hundredths of CSS pixels */
	Str alpha;                                               /* 8-bit plane, rows as stored, empty: opaque */
	bool transparent;                                        /* a drawing with opacity below 1 somewhere */
	bool inverted;                                           /* CMYK JPEG of Adobe kind */
	Str icc;                                                 /* embedded profile, may be empty */
	uint64_t hash;                                           /* of the file's bytes: equal pictures are shared */
} Picture;

/* Size of the data as stored: orientations 5 to 8 lie on their side. */
static inline int picture_stored_width(const Picture *p) { return p->orientation >= 5 ? p->height : p->width; }
static inline int picture_stored_height(const Picture *p) { return p->orientation >= 5 ? p->width : p->height; }

Picture *picture_read(Job *job, Str path, Pos asked_at);

#endif
