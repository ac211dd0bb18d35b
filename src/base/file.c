/* Files come in whole and go out whole. A result is written to a new file beside its target, flushed to the disk,
 * closed and only then renamed, so a reader finds the old file or the new one and nothing between; each step is
 * checked and every failure takes the temporary file away. A target that is a link is replaced where it points to;
 * one that is a device or a pipe cannot be renamed over and is written directly. Error texts are ours, since the
 * system's depend on the locale. */
#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LARGEST ((size_t)16 * 1024 * 1024)
#define TEMPORARY_TRIES 100
#define TEMPORARY_STEM 200                                   /* bytes of the target's name in the temporary one */

static const char *reason(int error) {
	switch (error) {
	case ENOENT: return "the folder does not exist";
	case ENOTDIR: return "a part of the path is a file, not a folder";
	case EISDIR: return "it is a folder";
	case EACCES: case EPERM: return "permission is missing";
	case EROFS: return "the disk is read-only";
	case ENOSPC: return "the disk is full";
	case EDQUOT: return "the disk quota is used up";
	case EFBIG: return "the file is larger than allowed here";
	case EMFILE: case ENFILE: return "too many files are open";
	case ENAMETOOLONG: return "the name is too long";
	case ELOOP: return "its links run in a circle";
	case EIO: return "the disk reports an error";
	case EINVAL: return "it is not an ordinary file";
	case EEXIST: return "temporary files are in the way";
	default: return strerrorname_np(error) ? strerrorname_np(error) : "unknown error";
	}
}

static const char *advice(int error) {
	switch (error) {
	case ENOENT: return "make the folder first, or name another one";
	case ENOTDIR: case EISDIR: return "name another file";
	case EACCES: case EPERM: return "change the permissions of the folder, or name another one";
	case ENOSPC: case EDQUOT: return "free some space, or name a folder on another disk";
	case EFBIG: return "raise the limit on the size of files (ulimit -f), or name a folder on another disk";
	case EMFILE: case ENFILE: return "close other programs, or raise the limit on open files (ulimit -n)";
	case ENAMETOOLONG: return "choose a shorter name";
	case EEXIST: return "remove the files that end in .tmp";
	default: return "name a folder on another disk";
	}
}

/* Bytes of an open file up to limit, NUL-terminated in the arena. */
static Str read_descriptor(Arena *arena, int fd, size_t limit, int *error) {
	struct stat st;
	if (fstat(fd, &st) != 0) {
		*error = errno;
	} else if (!S_ISREG(st.st_mode)) {
		*error = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	} else if ((uint64_t)st.st_size > limit) {
		*error = EFBIG;
	} else {
		size_t size = (size_t)st.st_size, n = 0;
		char *p = arena_alloc(arena, size + 1);
		while (n < size) {
			ssize_t got = read(fd, p + n, size - n);
			if (got < 0 && errno == EINTR)
				continue;
			if (got < 0) {
				*error = errno;
				return (Str){ NULL, 0 };
			}
			if (got == 0)
				break;
			n += (size_t)got;
		}
		p[n] = '\0';
		return (Str){ p, n };
	}
	return (Str){ NULL, 0 };
}

Str file_read_bytes(Arena *arena, Str path, size_t limit, int *error) {
	Str bytes = { NULL, 0 };
	*error = 0;
	if (path.n == 0 || memchr(path.p, '\0', path.n)) {
		*error = ENOENT;
		return bytes;
	}
	int fd = open(str_z(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		*error = errno;
		return bytes;
	}
	bytes = read_descriptor(arena, fd, limit, error);
	close(fd);
	return bytes;
}

bool file_exists(Str path) {
	char z[PATH_MAX];
	struct stat st;
	if (path.n == 0 || path.n >= sizeof z || memchr(path.p, '\0', path.n))
		return false;
	memcpy(z, path.p, path.n);
	z[path.n] = '\0';
	return stat(z, &st) == 0;
}

/* A line ends with LF, CR or both. */
static uint32_t index_lines(Str text, uint32_t *starts) {
	uint32_t lines = 0;
	for (size_t at = 0;;) {
		if (starts)
			starts[lines] = (uint32_t)at;
		lines++;
		while (at < text.n && text.p[at] != '\n' && text.p[at] != '\r')
			at++;
		if (at == text.n)
			return lines;
		at += text.p[at] == '\r' && at + 1 < text.n && text.p[at + 1] == '\n' ? 2 : 1;
	}
}

SourceFile *file_of_text(Arena *arena, Str path, Str text) {
	assert(text.n < UINT32_MAX);
	SourceFile *file = arena_new(arena, SourceFile);
	file->path = path;
	file->text = text;
	file->lines = index_lines(text, NULL);
	file->line_starts = arena_array(arena, uint32_t, file->lines);
	index_lines(text, file->line_starts);
	return file;
}

SourceFile *file_cannot_read(Diag *diag, Str path, Pos asked_at, int error) {
	if (error == ENOENT || error == ENOTDIR) {
		diag_error(diag, asked_at, RULE_FILE_MISSING, "file '" STR_FMT "' does not exist", STR_ARG(path));
		diag_help(diag, "check the spelling, upper and lower case and the folder");
		diag->write_failed |= asked_at.file == NULL;
	} else if (error == EFBIG) {
		diag_error(diag, asked_at, RULE_FILE_TOO_LARGE, "file '" STR_FMT "' is larger than 16 MiB", STR_ARG(path));
		diag_help(diag, "check that it is the right file, or divide it");
	} else {
		diag_error(diag, asked_at, RULE_FILE_UNREADABLE, "cannot read '" STR_FMT "': %s", STR_ARG(path), reason(error));
		diag_help(diag, error == EISDIR || error == EINVAL ? "name a file" : "make the file readable");
		diag->write_failed = true;
	}
	return NULL;
}

static bool check_encoding(Diag *diag, const SourceFile *file, bool utf16) {
	Str text = file->text;
	if (utf16) {
		diag_error(diag, (Pos){ file, 0, 0 }, RULE_ENCODING_UTF8, "the file is UTF-16, not UTF-8");
		diag_help(diag, "save it as UTF-8");
		return false;
	}
	size_t bad = utf8_check(text);
	const char *zero = text.n ? memchr(text.p, '\0', bad) : NULL;
	if (zero) {
		diag_error(diag, (Pos){ file, (uint32_t)(zero - text.p), 1 }, RULE_ENCODING_UTF8,
		           "byte 0x00 does not belong in a text file");
		diag_help(diag, "check that it is a text file, and save it as UTF-8");
		return false;
	}
	if (bad == text.n)
		return true;
	diag_error(diag, (Pos){ file, (uint32_t)bad, 1 }, RULE_ENCODING_UTF8, "byte 0x%02X is not UTF-8",
	           (unsigned)(unsigned char)text.p[bad]);
	diag_help(diag, "save the file as UTF-8 (it may be in Windows-1252 or another old encoding)");
	return false;
}

SourceFile *file_read(Arena *arena, Diag *diag, Str path, Pos asked_at) {
	int error;
	Str bytes = file_read_bytes(arena, path, LARGEST, &error);
	return error ? file_cannot_read(diag, path, asked_at, error) : file_of_bytes(arena, diag, path, bytes);
}

SourceFile *file_of_bytes(Arena *arena, Diag *diag, Str path, Str bytes) {
	Str text = str_starts(bytes, "\xEF\xBB\xBF") ? str_sub(bytes, 3, bytes.n) : bytes;
	SourceFile *file = file_of_text(arena, str_copy(arena, path), text);
	diag_note_file(diag, path);
	bool utf16 = str_starts(text, "\xFF\xFE") || str_starts(text, "\xFE\xFF");
	return check_encoding(diag, file, utf16) ? file : NULL;
}

static bool write_failed(Diag *diag, Str path, int error) {
	diag_error(diag, POS_NONE, RULE_FILE_WRITE, "cannot write '" STR_FMT "': %s", STR_ARG(path), reason(error));
	diag_help(diag, "%s", advice(error));
	diag->write_failed = true;
	return false;
}

static int write_all(int fd, const char *bytes, size_t n) {
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return done < 0 ? errno : EIO;
		bytes += done;
		n -= (size_t)done;
	}
	return 0;
}

/* Opens a new file beside the target; its name in *name. */
static int open_temporary(Arena *arena, Str target, const char **name, int *error) {
	Str folder = path_folder(target);
	size_t slash = target.n;
	while (slash > 0 && target.p[slash - 1] != '/')
		slash--;
	size_t stem = target.n - slash < TEMPORARY_STEM ? target.n : slash + TEMPORARY_STEM;
	while (stem < target.n && stem > slash && ((unsigned char)target.p[stem] & 0xC0) == 0x80)
		stem--;
	for (int i = 0; i < TEMPORARY_TRIES; i++) {
		*name = str_printf(arena, STR_FMT "/." STR_FMT ".%ld-%d.tmp", STR_ARG(folder),
		                   STR_ARG(str_sub(target, slash, stem)), (long)getpid(), i).p;
		int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
		if (fd >= 0)
			return fd;
		*error = errno;
		if (*error != EEXIST && *error != EINTR)
			break;
	}
	return -1;
}

static int replace(Arena *arena, Str target, const void *bytes, size_t n) {
	const char *temporary;
	int error = 0;
	int fd = open_temporary(arena, target, &temporary, &error);
	if (fd < 0)
		return error;
	error = write_all(fd, bytes, n);
	if (!error && fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP)   /* some file systems have no fsync */
		error = errno;
	if (close(fd) != 0 && !error)
		error = errno;
	if (!error && rename(temporary, str_z(arena, target)) != 0)
		error = errno;
	if (error)
		unlink(temporary);
	return error;
}

static int write_directly(const char *path, const void *bytes, size_t n) {
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno;
	int error = write_all(fd, bytes, n);
	if (close(fd) != 0 && !error)
		error = errno;
	return error;
}

static int write_target(Arena *arena, Str path, const void *bytes, size_t n) {
	struct stat st;
	if (path.n == 0 || memchr(path.p, '\0', path.n))
		return ENOENT;
	if (path.p[path.n - 1] == '/')
		return EISDIR;
	const char *z = str_z(arena, path);
	if (stat(z, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return EISDIR;
		if (!S_ISREG(st.st_mode))
			return write_directly(z, bytes, n);
	}
	if (lstat(z, &st) == 0 && S_ISLNK(st.st_mode)) {
		char *real = realpath(z, NULL);
		if (!real)
			return errno;
		path = str_copy(arena, str_of(real));
		free(real);
	}
	return replace(arena, path, bytes, n);
}

bool file_write(Diag *diag, Str path, const void *bytes, size_t n) {
	Arena *scratch = arena_make();
	int error = write_target(scratch, path, bytes, n);
	arena_free(scratch);
	return error ? write_failed(diag, path, error) : true;
}

bool file_make_folders(Diag *diag, Str path) {
	Arena *scratch = arena_make();
	char *z = arena_copy(scratch, str_z(scratch, path), path.n + 1);
	int error = 0;
	for (size_t i = 1; i < path.n && !error; i++) {
		if (z[i] != '/')
			continue;
		struct stat st;
		z[i] = '\0';
		if (mkdir(z, 0777) != 0 && (error = errno) == EEXIST)
			error = stat(z, &st) != 0 ? errno : S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
		if (error) {
			diag_error(diag, POS_NONE, RULE_FILE_WRITE, "cannot make the folder '%s': %s", z, reason(error));
			diag_help(diag, "%s", advice(error));
			diag->write_failed = true;
		}
		z[i] = '/';
	}
	arena_free(scratch);
	return !error;
}

Str path_folder(Str path) {
	size_t end = path.n;
	while (end > 1 && path.p[end - 1] == '/')
		end--;
	while (end > 0 && path.p[end - 1] != '/')
		end--;
	if (end == 0)
		return STR(".");
	while (end > 1 && path.p[end - 1] == '/')
		end--;
	return str_sub(path, 0, end);
}

/* Adds the parts of a path to one that is normal already: no ".", no "..", but at its start. */
static void add_parts(Buf *b, Str path) {
	for (size_t start = 0; start < path.n;) {
		size_t end = str_find(path, "/", start);
		if (end == SIZE_MAX)
			end = path.n;
		Str part = str_sub(path, start, end), so_far = buf_as_str(b);
		start = end + 1;
		if (part.n == 0 || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			if (str_is(so_far, "/"))
				continue;
			if (so_far.n > 0 && !str_is(so_far, "..") && !str_ends(so_far, "/..")) {
				while (b->n > 0 && b->p[b->n - 1] != '/')
					b->n--;
				if (b->n > 1)
					b->n--;
				continue;
			}
		}
		if (so_far.n > 0 && !str_is(so_far, "/"))
			buf_byte(b, '/');
		buf_str(b, part);
	}
}

Str path_join(Arena *arena, Str folder, Str name) {
	Buf b = { 0 };
	if (str_starts(name, "/") || str_starts(folder, "/"))
		buf_byte(&b, '/');
	if (!str_starts(name, "/"))
		add_parts(&b, folder);
	add_parts(&b, name);
	Str path = str_copy(arena, b.n ? buf_as_str(&b) : STR("."));
	buf_free(&b);
	return path;
}
