/* kinds -- the readers of one kind of file each, and what they share. */
#ifndef PICTURE_KINDS_H
#define PICTURE_KINDS_H

#include "picture/picture.h"

#define PICTURE_SIDE_MAX 16384
#define PICTURE_PIXELS_MAX (UINT64_C(64) << 20)
#define PICTURE_FILE_MAX ((size_t)64 << 20)
#define PICTURE_PROFILE_MAX ((size_t)4 << 20)

typedef struct {
	Job *job;
	Pos pos;
	Picture *picture;
	Str bytes;
} PictureFile;

/* These fill file->picture, or report why not and return false. */
bool picture_read_png(PictureFile *file);
bool picture_read_jpeg(PictureFile *file);
bool picture_read_svg(PictureFile *file);
/* Everything that can be embedded as it is not: 16 bits, interlaced, with alpha. The chunks have been checked. */
bool picture_decode_png(PictureFile *file);

bool picture_damaged(PictureFile *file, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool picture_unfit(PictureFile *file, const char *help, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool picture_check_size(PictureFile *file, uint64_t width, uint64_t height);   /* reports picture-size */

/* What EXIF says of the picture's way up and resolution; unknown or broken data changes nothing. `tiff` begins with
 * II or MM. */
typedef struct {
	int orientation;                                         /* 1 to 8 */
	int ppi_x, ppi_y;
} Exif;
Exif exif_read(Str tiff);

#endif
