/* arena -- memory that lives and dies as a whole.
 * A stage allocates what it returns in the job's arena; nothing is freed by hand. Handles of foreign libraries are
 * given to the arena with the function that releases them. Memory is zeroed. Running out ends the process through
 * one hook (arena_out_of_memory), so callers never see NULL. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_make(void);
void arena_free(Arena *arena);                               /* runs the releases, last handed over first */
void *arena_alloc(Arena *arena, size_t bytes);               /* zeroed, aligned for any type */
void *arena_copy(Arena *arena, const void *from, size_t bytes);
void arena_on_release(Arena *arena, void (*release)(void *), void *handle);

#define arena_new(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define arena_array(arena, Type, count) ((Type *)arena_alloc((arena), sizeof(Type) * (size_t)(count)))

extern void (*arena_out_of_memory)(size_t bytes);            /* must not return */

/* A growing array in an arena. Declare `struct { Type *at; size_t n, room; }`, then list_push(arena, &list) yields
 * a pointer to a new zeroed element. Old storage is left to the arena. */
void *arena_grow(Arena *arena, void *at, size_t n, size_t *room, size_t item);
#define list_push(arena, list)                                                                       \
	(((list)->at = arena_grow((arena), (list)->at, (list)->n, &(list)->room, sizeof *(list)->at)), \
	 &(list)->at[(list)->n++])

#endif
