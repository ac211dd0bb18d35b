/* Counting by letters, where a language does so in lists or notes. The language file gives the signs: in turn, as
 * [а, б, в], which go on as аа, аб; or with their values, as [10 י, 9 ט, 1 א], from the greatest on, of which each is
 * taken as often as it fits. Values may stand for several letters, so that Hebrew 15 and 16 can be טו and טז. A number
 * that cannot be made is written in digits. */
#include "locale/data.h"

static const char *const counter_names[] = { "list", "note" };      /* by Counter */

#define SIGNS_MAX 200
#define VALUE_MAX 100000

/* "15 טו": the value, and what is left. */
static bool split_value(Str item, int *value, Str *sign) {
	size_t at = 0;
	*value = 0;
	while (at < item.n && item.p[at] >= '0' && item.p[at] <= '9' && *value <= VALUE_MAX)
		*value = *value * 10 + (item.p[at++] - '0');
	*sign = str_trim(str_sub(item, at, item.n));
	return at > 0 && at < item.n && item.p[at] == ' ' && *value > 0 && *value <= VALUE_MAX && sign->n > 0;
}

static void read_counter(Job *job, const Yaml *list, CounterData *out) {
	if (!yaml_is(job, list, YAML_LIST, "a list of signs"))
		return;
	CounterData made = { arena_array(job->arena, Str, list->count + 1), arena_array(job->arena, int, list->count + 1),
		0 };
	int value;
	Str sign;
	bool good = list->count > 0 && list->count <= SIGNS_MAX;
	bool adding = good && list->first->kind == YAML_SCALAR && split_value(list->first->scalar, &value, &sign);
	const Yaml *wrong = list;
	for (const Yaml *item = list->first; item != NULL && good; item = item->next) {
		wrong = item;
		good = item->kind == YAML_SCALAR && item->scalar.n > 0;
		if (good && adding)
			good = split_value(item->scalar, &value, &sign) && (made.count == 0 || value < made.values[made.count - 1]);
		if (!good)
			break;
		made.values[made.count] = adding ? value : 0;
		made.symbols[made.count++] = adding ? sign : item->scalar;
	}
	if (!good) {
		diag_error(job->diag, wrong->pos, RULE_VALUE_INVALID,
		           "a counter is a list of signs, or of values that fall with their signs");
		diag_help(job->diag, "write for instance [a, b, c] or [10 X, 9 IX, 5 V, 4 IV, 1 I]");
		return;
	}
	if (!adding)
		made.values = NULL;
	*out = made;
}

#define NUMBER "{number}"

static void read_note_form(Job *job, Locale *locale, const Yaml *node) {
	if (!yaml_is(job, node, YAML_SCALAR, "a text"))
		return;
	if (str_find(node->scalar, NUMBER, 0) != SIZE_MAX) {
		locale->data->note_form = node->scalar;
		return;
	}
	diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'note-form' must have " NUMBER);
	diag_help(job->diag, "write for instance \"(" NUMBER ")\"");
}

void counters_read(Job *job, Locale *locale, const Yaml *root) {
	const Yaml *map = locale_read_map(job, root, "counters");
	for (int i = 0; map != NULL && i < 2; i++) {
		const Yaml *list = yaml_find(map, counter_names[i]);
		if (list != NULL)
			read_counter(job, list, &locale->data->counters[i]);
	}
	const Yaml *form = map != NULL ? yaml_find(map, "note-form") : NULL;
	if (form != NULL)
		read_note_form(job, locale, form);
}

#define LETTERS_MAX 16

/* Bijective: a … z, aa, ab. */
static Str count_in_turn(const CounterData *counter, Arena *arena, int64_t number) {
	const Str *signs[LETTERS_MAX];
	size_t n = 0;
	for (; number > 0 && n < LETTERS_MAX; number = (number - 1) / (int64_t)counter->count)
		signs[n++] = &counter->symbols[(size_t)(number - 1) % counter->count];
	Str result = STR("");
	while (n-- > 0)
		result = str_printf(arena, STR_FMT STR_FMT, STR_ARG(result), STR_ARG(*signs[n]));
	return result;
}

static Str count_by_adding(const CounterData *counter, Arena *arena, int64_t number) {
	Str result = STR("");
	int letters = 0;
	for (size_t i = 0; i < counter->count && number > 0 && letters < LETTERS_MAX;) {
		if (number < counter->values[i]) {
			i++;
			continue;
		}
		number -= counter->values[i];
		letters++;
		result = str_printf(arena, STR_FMT STR_FMT, STR_ARG(result), STR_ARG(counter->symbols[i]));
	}
	return number == 0 ? result : STR("");
}

Str locale_counter(const Locale *locale, Arena *arena, Counter counter, int64_t number) {
	const CounterData *data = &locale->data->counters[counter];
	Str result = STR("");
	if (data->count > 0 && number > 0)
		result = data->values != NULL ? count_by_adding(data, arena, number) : count_in_turn(data, arena, number);
	if (result.n == 0)
		result = locale_digits(locale, arena, number);
	Str form = locale->data->note_form;
	if (counter != COUNTER_NOTE || form.n == 0)
		return result;
	size_t at = str_find(form, NUMBER, 0);
	return str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(str_sub(form, 0, at)), STR_ARG(result),
	                  STR_ARG(str_sub(form, at + sizeof NUMBER - 1, form.n)));
}
