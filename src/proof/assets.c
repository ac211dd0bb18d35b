/* The page's style sheet and script, as they stand in this folder, each with a NUL behind it. */
#include "proof/internal.h"

#define ASSET(symbol, path)                                                                                          \
	__asm__(".section .rodata\n.global " #symbol "\n.balign 16\n" #symbol ":\n.incbin \"" path "\"\n.byte 0\n"          \
	        ".type " #symbol ", @object\n.size " #symbol ", . - " #symbol "\n.previous\n")

ASSET(proof_script, "src/proof/proof.js");
ASSET(proof_style, "src/proof/proof.css");
