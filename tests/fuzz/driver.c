/* Mutates seed files and hands them to fuzz_one, for a number of seconds. A mutation cuts, repeats, overwrites and splices
 * pieces, and puts in words that readers treat specially. The generator is seeded, so a run can be repeated. Before each try
 * the input is written to a file: after a crash or a hang that file is the culprit.
 *   fuzz_NAME SECONDS SEED CURRENT FILE...        one file and SECONDS 0: that file as it is */
#include "fuzz/fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

#define LARGEST ((size_t)1 << 20)
#define SLOWEST 10                                           /* seconds that one input may take */

static const char *const words[] = {
	"---\n", "\n\n", "> ", "> [!box] ", "{#", "}", "{lang=", "{date ", "[^", "]: ", "](", "![", "**", "_", "\\", "`", "<!--", "-->",
	"| ", "|-|\n", "# ", "- ", "1. ", "\t", ": ", "&a", "*a", "<<: ", "!!", "\xEF\xBB\xBF", "\xE2\x80\x8F", "\xC2\xA0", "\xD9\x80", "\xF0\x9F\x98\x80",
	"\xFF", "\xC0\x80", "\x00", "{", "[", "\"", "'", ", ", "99999999999", "-1", "0", "IDAT", "IHDR", "\xFF\xD8", "\x7F\xFF\xFF\xFF", "\xE2\x80\xAE",
};

static uint64_t state;

static uint64_t draw(uint64_t below) {
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return below ? (state >> 11) % below : 0;
}

static void insert(Buf *b, size_t at, const void *bytes, size_t n) {
	Buf out = { 0 };
	buf_add(&out, b->p, at);
	buf_add(&out, bytes, n);
	buf_add(&out, b->p + at, b->n - at);
	buf_free(b);
	*b = out;
}

static void mutate(Buf *b, Str other) {
	size_t at = draw(b->n + 1), n = draw(draw(4) ? 16 : 400) + 1;
	switch (draw(7)) {
	case 0:                                                  /* flip */
		if (at < b->n)
			b->p[at] ^= (char)(1 << draw(8));
		break;
	case 1:                                                  /* cut */
		if (at + n <= b->n) {
			memmove(b->p + at, b->p + at + n, b->n - at - n);
			b->n -= n;
		}
		break;
	case 2:                                                  /* repeat */
		if (at + n <= b->n && b->n < LARGEST / 2) {
			Buf piece = { 0 };
			buf_add(&piece, b->p + at, n);
			for (size_t times = draw(draw(8) ? 3 : 200) + 1; times > 0 && b->n < LARGEST; times--)
				insert(b, at, piece.p, piece.n);
			buf_free(&piece);
		}
		break;
	case 3: case 4: {                                        /* a special word */
		const char *word = words[draw(sizeof words / sizeof *words)];
		insert(b, at, word, *word ? strlen(word) : 1);
		break;
	}
	case 5:                                                  /* a piece of another seed */
		if (other.n) {
			size_t from = draw(other.n);
			insert(b, at, other.p + from, n < other.n - from ? n : other.n - from);
		}
		break;
	default:                                                 /* the end is missing */
		b->n = draw(4) ? b->n : at;
	}
}

static void try_one(Str bytes, const char *current) {
	int fd = open(current, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n || close(fd) != 0) {
		perror(current);
		exit(2);
	}
	alarm(SLOWEST);
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	fuzz_one(&job, str_copy(arena, bytes));
	Buf out = { 0 };
	diag_print(job.diag, DIAG_HUMAN, false, &out);
	diag_print(job.diag, DIAG_JSON, false, &out);
	buf_free(&out);
	arena_free(arena);
	alarm(0);
}

int main(int argc, char **argv) {
	if (argc < 5)
		return 2;
	long seconds = atol(argv[1]);
	state = (uint64_t)atoll(argv[2]) * 0x9E3779B97F4A7C15u + 1;
	size_t seeds = (size_t)argc - 4, runs = 0;
	Arena *arena = arena_make();
	Str *texts = arena_array(arena, Str, seeds);
	for (size_t i = 0; i < seeds; i++) {
		int error;
		texts[i] = file_read_bytes(arena, str_of(argv[4 + i]), LARGEST, &error);
		if (!error)
			try_one(texts[i], argv[3]);
	}
	for (time_t end = time(NULL) + seconds; time(NULL) < end; runs++) {
		Buf b = { 0 };
		buf_str(&b, texts[draw(seeds)]);
		for (size_t steps = draw(6) + 1; steps > 0; steps--)
			mutate(&b, texts[draw(seeds)]);
		try_one(buf_as_str(&b), argv[3]);
		buf_free(&b);
	}
	printf("%s: %zu inputs\n", argv[0], runs + seeds);
	arena_free(arena);
	return 0;
}
