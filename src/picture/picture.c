/* Finds out what kind of file a picture is by its first bytes, never by its name, and hands it to the reader of that
 * kind. */
#include "picture/picture.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "picture/kinds.h"

static const char AGAIN[] = "save it again from the program that made it, or copy the file anew";
static const char CONVERT[] = "save it as SVG (drawings), PNG (screenshots) or JPEG (photographs)";

static void report(PictureFile *file, Rule rule, const char *help, const char *format, va_list args) {
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *room = arena_alloc(file->job->arena, (size_t)n + 1);
	vsnprintf(room, (size_t)n + 1, format, args);
	diag_error(file->job->diag, file->pos, rule, STR_FMT ": %s", STR_ARG(file->picture->path), room);
	diag_help(file->job->diag, "%s", help);
}

bool picture_damaged(PictureFile *file, const char *format, ...) {
	va_list args;
	va_start(args, format);
	report(file, RULE_PICTURE_DAMAGED, AGAIN, format, args);
	va_end(args);
	return false;
}

bool picture_unfit(PictureFile *file, const char *help, const char *format, ...) {
	va_list args;
	va_start(args, format);
	report(file, RULE_PICTURE_KIND, help, format, args);
	va_end(args);
	return false;
}

bool picture_check_size(PictureFile *file, uint64_t width, uint64_t height) {
	if (width == 0 || height == 0)
		return picture_damaged(file, "the picture has no pixels");
	if (width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX && width * height <= PICTURE_PIXELS_MAX)
		return true;
	diag_error(file->job->diag, file->pos, RULE_PICTURE_SIZE, STR_FMT ": %llu by %llu pixels are too many",
		STR_ARG(file->picture->path), (unsigned long long)width, (unsigned long long)height);
	diag_help(file->job->diag, "make it smaller: 300 pixels an inch at the printed size are enough");
	return false;
}

typedef struct {
	size_t at;
	const char *bytes;
	size_t n;
	const char *name;
} Signature;

/* What people give instead, to name it in the message. */
static const Signature others[] = {
	{ 0, "GIF8", 4, "GIF" }, { 8, "WEBP", 4, "WebP" }, { 0, "II*\0", 4, "TIFF" }, { 0, "MM\0*", 4, "TIFF" },
	{ 0, "BM", 2, "BMP" }, { 4, "ftypavif", 8, "AVIF" }, { 4, "ftyp", 4, "HEIC" }, { 0, "%PDF", 4, "PDF" },
	{ 0, "\x1F\x8B", 2, "compressed (perhaps SVGZ)" }, { 0, "8BPS", 4, "Photoshop" }, { 0, "%!PS", 4, "PostScript" },
	{ 0, "\0\0\0\fjP  ", 8, "JPEG 2000" }, { 0, "\xFF\x0A", 2, "JPEG XL" },
};

/* XML begins with <, perhaps after a byte order mark and white space; in UTF-16 with its mark. */
static bool is_xml(Str bytes) {
	size_t at = str_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
	if (str_starts(bytes, "\xFE\xFF") || (str_starts(bytes, "\xFF\xFE") && bytes.n > 2 && bytes.p[2] == '<'))
		return true;
	while (at < bytes.n && strchr(" \t\r\n", bytes.p[at]) && bytes.p[at])
		at++;
	return at < bytes.n && bytes.p[at] == '<';
}

static bool read_by_kind(PictureFile *file) {
	Str bytes = file->bytes;
	if (bytes.n == 0)
		return picture_damaged(file, "the file is empty");
	if (bytes.n >= 8 && memcmp(bytes.p, "\x89PNG\r\n\x1A\n", 8) == 0)
		return picture_read_png(file);
	if (bytes.n >= 2 && memcmp(bytes.p, "\xFF\xD8", 2) == 0)
		return picture_read_jpeg(file);
	if (is_xml(bytes))
		return picture_read_svg(file);
	if (bytes.n >= 4 && memcmp(bytes.p, "\x89PNG", 4) == 0)
		return picture_damaged(file, "the first bytes of a PNG file were changed, as by a transfer in text mode");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		const Signature *s = &others[i];
		if (bytes.n >= s->at + s->n && memcmp(bytes.p + s->at, s->bytes, s->n) == 0)
			return picture_unfit(file, CONVERT, "this is a %s file, which cannot be placed", s->name);
	}
	return picture_unfit(file, CONVERT, "this is neither a PNG, a JPEG nor an SVG file");
}

Picture *picture_read(Job *job, Str path, Pos asked_at) {
	Picture *picture = arena_new(job->arena, Picture);
	PictureFile file = { .job = job, .pos = asked_at, .picture = picture };
	int error = 0;
	picture->path = str_copy(job->arena, path);
	picture->orientation = 1;
	file.bytes = file_read_bytes(job->arena, path, PICTURE_FILE_MAX, &error);
	if (error == EFBIG) {
		diag_error(job->diag, asked_at, RULE_PICTURE_SIZE, STR_FMT ": the file is larger than 64 MiB", STR_ARG(path));
		diag_help(job->diag, "make it smaller: 300 pixels an inch at the printed size are enough");
		return NULL;
	}
	if (error != 0) {
		diag_error(job->diag, asked_at, RULE_PICTURE_MISSING, STR_FMT ": the picture %s", STR_ARG(path),
			error == ENOENT || error == ENOTDIR ? "does not exist" : "cannot be read");
		diag_help(job->diag, error == ENOENT || error == ENOTDIR ? "put the file there, or correct its name"
			: "check that it is an ordinary file and may be read");
		return NULL;
	}
	diag_note_file(job->diag, path);
	picture->hash = str_hash(file.bytes);
	return read_by_kind(&file) ? picture : NULL;
}
