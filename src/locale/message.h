/* message -- the tree that a message is read into: message_read.c makes and checks it, message.c evaluates it. */
#ifndef LOCALE_MESSAGE_H
#define LOCALE_MESSAGE_H

#include "locale/data.h"

typedef enum {
	PART_TEXT,
	PART_VALUE,
	PART_NUMBER,
	PART_DATE,
	PART_PLURAL,
	PART_ORDINAL,
	PART_SELECT,
	PART_HASH
} PartKind;

typedef struct Branch {
	Str keyword;                                             /* "one", "=0" */
	bool exact;
	int64_t number;                                          /* of an exact one */
	MessagePart *first;
	struct Branch *next;
} Branch;

struct MessagePart {
	PartKind kind;
	Str text;                                                /* of PART_TEXT; style of PART_DATE */
	Str argument;
	Branch *branches;
	MessagePart *next;
};

int message_of_key(Str key);                                 /* a MessageId, or -1 */

#endif
