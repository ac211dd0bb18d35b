/* The commands, in the order of the help. */
#include "cli/cli.h"

const Command cli_commands[] = {
	{ "build", "ISSUE", "set an issue: one PDF a language", FOR_BUILD, cli_build },
	{ "check", "ISSUE", "say everything that build would say, write nothing", FOR_CHECK, cli_check },
	{ "proof", "ISSUE", "set an issue with frames, grid, story chains and overset drawn over the pages", FOR_PROOF, cli_build },
	{ NULL, NULL, NULL, FOR_NONE, NULL },
};
