/* Evaluating messages. The value of a plain {name} is written as its kind asks: digits without grouping for a number
 * (pages, years), the long form for a date; {name, number} groups. A plural tries its exact forms first, then the
 * form that the language's rules choose, then other. */
#include "locale/message.h"

const MessageSpec message_specs[MESSAGE_COUNT] = {
#define MESSAGE(id, key, arguments, help) { key, arguments, help },
#include "locale/messages.def"
#undef MESSAGE
};

int message_of_key(Str key) {
	for (int i = 0; i < MESSAGE_COUNT; i++)
		if (str_is(key, message_specs[i].key))
			return i;
	return -1;
}

typedef struct {
	const Locale *locale;
	Arena *arena;
	const Argument *arguments;
	size_t count;
	bool counts;                                             /* a plain number is that of a list's item */
	Buf out;
} Evaluation;

static const Argument *find_argument(const Evaluation *e, Str name) {
	for (size_t i = 0; i < e->count; i++)
		if (str_is(name, e->arguments[i].name))
			return &e->arguments[i];
	return NULL;
}

static Str value_of(const Evaluation *e, const MessagePart *part, const Argument *argument) {
	if (argument == NULL)
		return STR("");
	switch (argument->kind) {
	case ARGUMENT_TEXT:
		return argument->text;
	case ARGUMENT_NUMBER:
		if (part->kind == PART_NUMBER || part->kind == PART_HASH)
			return locale_number(e->locale, e->arena, argument->number);
		if (e->counts)
			return locale_counter(e->locale, e->arena, COUNTER_LIST, argument->number);
		return locale_digits(e->locale, e->arena, argument->number);
	case ARGUMENT_DATE:
		return locale_date(e->locale, e->arena, argument->year, argument->month, argument->day,
			part->kind == PART_DATE ? part->text : STR("long"));
	}
	return STR("");
}

static void put_value(Evaluation *e, Str value) {
	if (value.n == 0)
		return;
	if (e->locale->rtl)
		buf_utf8(&e->out, 0x2068);
	buf_str(&e->out, value);
	if (e->locale->rtl)
		buf_utf8(&e->out, 0x2069);
}

static const Branch *choose_branch(const Evaluation *e, const MessagePart *part, const Argument *argument) {
	bool number = argument != NULL && argument->kind == ARGUMENT_NUMBER;
	Str keyword = STR("other");
	if (part->kind == PART_SELECT)
		keyword = number             ? str_printf(e->arena, "%lld", (long long)argument->number)
		          : argument != NULL ? argument->text
		                             : STR("");
	else if (argument == NULL || number)
		keyword = locale_plural(e->locale, e->arena, number ? argument->number : 0, part->kind == PART_ORDINAL);
	const Branch *other = NULL, *named = NULL;
	for (const Branch *b = part->branches; b != NULL; b = b->next) {
		if (b->exact && b->number == (number ? argument->number : 0))
			return b;
		if (!b->exact && str_eq(b->keyword, keyword))
			named = b;
		if (str_is(b->keyword, "other"))
			other = b;
	}
	return named != NULL ? named : other;
}

/* Recursion is bounded by the depth that read_parts allows. */
static void evaluate(Evaluation *e, const MessagePart *part) {
	for (; part != NULL; part = part->next) {
		const Argument *argument = part->kind == PART_TEXT ? NULL : find_argument(e, part->argument);
		const Branch *branch;
		switch (part->kind) {
		case PART_TEXT:
			buf_str(&e->out, part->text);
			break;
		case PART_VALUE:
		case PART_NUMBER:
		case PART_DATE:
		case PART_HASH:
			put_value(e, value_of(e, part, argument));
			break;
		case PART_PLURAL:
		case PART_ORDINAL:
		case PART_SELECT:
			branch = choose_branch(e, part, argument);
			if (branch != NULL)
				evaluate(e, branch->first);
			break;
		}
	}
}

Str locale_message(const Locale *locale, Arena *arena, const char *key, const Argument *arguments, size_t count) {
	int id = message_of_key(str_of(key));
	if (id < 0 || !locale->data->given[id])
		return str_copy(arena, str_of(key));
	Evaluation e = { locale, arena, arguments, count, id == MESSAGE_LIST_NUMBER, { 0 } };
	evaluate(&e, locale->data->messages[id]);
	Str result = str_copy(arena, buf_as_str(&e.out));
	buf_free(&e.out);
	return result;
}

bool locale_has_message(const Locale *locale, Str key) {
	int id = message_of_key(key);
	return id >= 0 && locale->data->given[id];
}
