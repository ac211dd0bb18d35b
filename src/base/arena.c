/* Memory comes in blocks that are linked together and freed together. Small requests are cut off the newest shared
 * block; a large one gets a block of its own, so that it does not waste the rest of the shared one. Blocks come from
 * calloc, hence zeroed. Under AddressSanitizer every request has its own block, so that it sees the bounds of each. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define FIRST_BLOCK 0
#define LAST_BLOCK 0
#else
#define FIRST_BLOCK ((size_t)16 * 1024)
#define LAST_BLOCK ((size_t)1024 * 1024)
#endif

#define FIRST_ROOM 8

typedef struct Block {
	struct Block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
} Block;

typedef struct Release {
	struct Release *next;
	void (*release)(void *);
	void *handle;
} Release;

struct Arena {
	Block *current;                                          /* small requests are cut off this one */
	Block *own;                                              /* one request each */
	Release *releases;                                       /* last handed over first */
	size_t block_size;
};

static void give_up(size_t bytes) {
	(void)bytes;
	abort();
}

void (*arena_out_of_memory)(size_t bytes) = give_up;

static void *must_calloc(size_t bytes) {
	void *p = calloc(1, bytes);
	if (!p) {
		arena_out_of_memory(bytes);
		abort();
	}
	return p;
}

static size_t aligned(size_t bytes) {
	size_t unit = alignof(max_align_t);
	if (bytes > SIZE_MAX / 2) {
		arena_out_of_memory(bytes);
		abort();
	}
	return bytes == 0 ? unit : (bytes + unit - 1) / unit * unit;
}

static Block *make_block(size_t size, Block *next) {
	Block *block = must_calloc(sizeof(Block) + size);
	block->size = size;
	block->next = next;
	return block;
}

static void free_blocks(Block *block) {
	while (block) {
		Block *next = block->next;
		free(block);
		block = next;
	}
}

Arena *arena_make(void) {
	Arena *arena = must_calloc(sizeof *arena);
	arena->block_size = FIRST_BLOCK;
	return arena;
}

void arena_free(Arena *arena) {
	if (!arena)
		return;
	while (arena->releases) {
		Release *r = arena->releases;
		arena->releases = r->next;
		r->release(r->handle);
	}
	free_blocks(arena->current);
	free_blocks(arena->own);
	free(arena);
}

void *arena_alloc(Arena *arena, size_t bytes) {
	size_t need = aligned(bytes);
	Block *block = arena->current;
	if (!block || block->size - block->used < need) {
		if (need > arena->block_size / 4) {
			size_t exact = bytes ? bytes : 1;                /* no rounding: a sanitizer sees the end */
			arena->own = make_block(exact, arena->own);
			arena->own->used = exact;
			return arena->own->bytes;
		}
		block = arena->current = make_block(arena->block_size, arena->current);
		if (arena->block_size != LAST_BLOCK)
			arena->block_size *= 2;
	}
	void *p = block->bytes + block->used;
	block->used += need;
	return p;
}

void *arena_copy(Arena *arena, const void *from, size_t bytes) {
	void *p = arena_alloc(arena, bytes);
	if (bytes)
		memcpy(p, from, bytes);
	return p;
}

void arena_on_release(Arena *arena, void (*release)(void *), void *handle) {
	assert(release);
	Release *r = arena_new(arena, Release);
	*r = (Release){ arena->releases, release, handle };
	arena->releases = r;
}

void *arena_grow(Arena *arena, void *at, size_t n, size_t *room, size_t item) {
	assert(n <= *room && item > 0);
	if (n == *room) {
		size_t more = *room ? *room * 2 : FIRST_ROOM;
		if (more > SIZE_MAX / 2 / item) {
			arena_out_of_memory(SIZE_MAX);
			abort();
		}
		void *larger = arena_alloc(arena, more * item);
		if (n)
			memcpy(larger, at, n * item);
		at = larger;
		*room = more;
	}
	memset((char *)at + n * item, 0, item);
	return at;
}
