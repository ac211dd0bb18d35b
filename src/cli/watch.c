/* quoin watch: sets the languages once, then waits for saved files and sets again those that stand on one. Which files a language
 * stands on is known from its last run; a file that is new belongs to the language of its folder. A source article belongs to its own
 * language alone, unless its front matter has changed, which all share. Issue, layout and fonts are read
 * anew only when one of their own files has changed. Editors write in several steps (a new file, then a rename), so what follows
 * within a moment is taken together. */
#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

#define SETTLE_MS 15
#define HEAD_MOST ((size_t)16 << 20)                        /* as large as a source file may be */
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)

typedef struct {
	Str language;
	StrList files, heads;                                    /* that its last run stood on; as in Diag */
	bool due;
} Watched;

typedef struct {
	int descriptor;
	Str folder;
} Folder;

/* The front matter of a source article, as it was when it was last looked at. */
typedef struct {
	Str path, text;
} Head;

typedef struct {
	const Options *options;
	Arena *arena;                                            /* of press and languages */
	Job job;                                                 /* ... and what was said when they were read */
	Press press;
	bool open;
	Watched *languages;
	size_t count;
	int fd;
	struct { Folder *at; size_t n, room; } folders;          /* in `lasting` */
	struct { Head *at; size_t n, room; } heads;
	Arena *lasting;
	const uint8_t *levels;                                   /* that the command line asks for */
} Watch;

static int64_t milliseconds(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void close_press(Watch *w) {
	if (w->open)
		pipeline_close(&w->press);
	if (w->arena)
		arena_free(w->arena);
	w->open = false;
	w->arena = NULL;
	w->languages = NULL;
	w->count = 0;
}

/* Reads what the languages share. False after a usage message. */
static bool open_press(Watch *w) {
	close_press(w);
	w->arena = arena_make();
	w->job = (Job){ w->arena, diag_make(w->arena, STR("")) };
	w->job.diag->levels = w->levels;
	w->open = pipeline_open(&w->job, w->options->issue, w->options->home, &w->press);
	if (!w->open)
		return true;
	Setting *settings = cli_choose_languages(&w->job, w->options, w->press.issue, &w->count);
	if (!settings)
		return false;
	w->languages = arena_array(w->arena, Watched, w->count + 1);
	for (size_t i = 0; i < w->count; i++)
		w->languages[i] = (Watched){ .language = settings[i].language, .due = true };
	return true;
}

static StrList copy_list(Arena *arena, const StrList *list) {
	StrList copy = { 0 };
	for (size_t i = 0; i < list->n; i++)
		*list_push(arena, &copy) = str_copy(arena, list->at[i]);
	return copy;
}

static void keep_files(void *context, const Setting *setting) {
	Watch *w = context;
	for (size_t i = 0; i < w->count; i++) {
		if (!str_eq(w->languages[i].language, setting->language))
			continue;
		w->languages[i].files = copy_list(w->arena, &setting->diag->files);
		w->languages[i].heads = copy_list(w->arena, &setting->diag->heads);
	}
}

/* Sets what is due and shows what there is to say. False after a usage message. */
static bool set_due(Watch *w) {
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	int64_t start = milliseconds();
	size_t due = 0;
	bool usable = true;
	job.diag->levels = w->job.diag->levels;
	diag_merge(job.diag, w->job.diag);
	Setting *settings = arena_array(arena, Setting, w->count + 1);
	for (size_t i = 0; i < w->count; i++) {
		if (w->languages[i].due)
			settings[due++].language = w->languages[i].language;
		w->languages[i].due = false;
	}
	if (w->options->terminal && !cli_is_machine_form(w->options))
		dprintf(STDERR_FILENO, "\033[H\033[2J\033[3J");
	if (w->open)
		usable = cli_set_languages(&job, w->options, &w->press, settings, due, keep_files, w);
	cli_report(&job, w->options, STDERR_FILENO);
	if (usable)
		cli_say(w->options, "set in %lld ms; watching " STR_FMT, (long long)(milliseconds() - start), STR_ARG(w->options->issue));
	arena_free(arena);
	return usable;
}

static void add_folder(Watch *w, Str folder) {
	Str path = path_join(w->lasting, folder, STR("."));
	for (size_t i = 0; i < w->folders.n; i++)
		if (str_eq(w->folders.at[i].folder, path))
			return;
	int descriptor = inotify_add_watch(w->fd, path.p, EVENTS | IN_ONLYDIR);
	if (descriptor >= 0)
		*list_push(w->lasting, &w->folders) = (Folder){ descriptor, path };
}

static Str issue_folder(const Watch *w) {
	Str named = w->options->issue;
	return path_join(w->lasting, str_ends(named, ".yaml") ? path_folder(named) : named, STR("."));
}

static Str read_head(Arena *arena, Str path) {
	int error;
	Str text = file_read_bytes(arena, path, HEAD_MOST, &error);
	return error ? STR("") : str_sub(text, 0, str_find(text, "\n---", 0));
}

/* Whether a file's front matter is another than before; that of a file not seen before is. */
static bool head_changed(Watch *w, Str path) {
	Arena *scratch = arena_make();
	Str text = read_head(scratch, path);
	size_t i = 0;
	while (i < w->heads.n && !str_eq(w->heads.at[i].path, path))
		i++;
	bool changed = i == w->heads.n || !str_eq(w->heads.at[i].text, text);
	if (i == w->heads.n)
		*list_push(w->lasting, &w->heads) = (Head){ .path = str_copy(w->lasting, path) };
	if (changed)
		w->heads.at[i].text = str_copy(w->lasting, text);
	arena_free(scratch);
	return changed;
}

/* What front matter the articles of a folder have. */
static void note_heads(Watch *w, Str folder) {
	DIR *dir = opendir(str_z(w->lasting, folder));
	for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir))
		if (str_ends(str_of(entry->d_name), ".md"))
			head_changed(w, path_join(w->lasting, folder, str_of(entry->d_name)));
	if (dir)
		closedir(dir);
}

/* The folders of all files that were read, and those where new ones would stand. */
static void add_folders(Watch *w) {
	Str folder = issue_folder(w), assets = path_join(w->lasting, folder, STR("assets"));
	add_folder(w, folder);
	add_folder(w, assets);
	for (size_t i = 0; w->arena && i < w->job.diag->files.n; i++)
		add_folder(w, path_folder(w->job.diag->files.at[i]));
	for (size_t i = 0; i < w->count; i++) {
		add_folder(w, path_join(w->lasting, folder, w->languages[i].language));
		add_folder(w, path_join(w->lasting, assets, w->languages[i].language));
		for (size_t k = 0; k < w->languages[i].files.n; k++)
			add_folder(w, path_folder(w->languages[i].files.at[k]));
	}
}

static bool has(const StrList *files, Str path) {
	for (size_t i = 0; i < files->n; i++)
		if (str_eq(files->at[i], path))
			return true;
	return false;
}

static bool lies_in(Str path, Str folder) {
	return path.n > folder.n && str_eq(str_sub(path, 0, folder.n), folder) && path.p[folder.n] == '/';
}

/* What editors write beside the file that they save. */
static bool is_passing(Str name) {
	return name.n == 0 || name.p[0] == '.' || str_ends(name, "~") || str_ends(name, ".tmp") || str_ends(name, ".swp") || str_is(name, "4913");
}

/* Notes what is to be done for a file; true when everything is to be read anew. */
static bool note_change(Watch *w, Str path) {
	Str folder = issue_folder(w), assets = path_join(w->lasting, folder, STR("assets"));
	bool any = false, changed = str_ends(path, ".md") && head_changed(w, path);
	if (!w->open || has(&w->job.diag->files, path))
		return true;
	for (size_t i = 0; i < w->count; i++) {
		Watched *each = &w->languages[i];
		bool own = lies_in(path, path_join(w->lasting, folder, each->language)) ||
		           lies_in(path, path_join(w->lasting, assets, each->language)) || has(&each->files, path) ||
		           (changed && has(&each->heads, path));
		each->due |= own;
		any |= own;
	}
	for (size_t i = 0; i < w->count && !any && lies_in(path, assets); i++)
		w->languages[i].due |= str_eq(path_folder(path), assets);
	return false;
}

/* Reads all events that are there; true when everything is to be read anew. */
static bool read_events(Watch *w) {
	_Alignas(struct inotify_event) char bytes[16384];
	bool all = false;
	ssize_t n = read(w->fd, bytes, sizeof bytes);
	for (char *at = bytes; n > 0 && at < bytes + n;) {
		const struct inotify_event *event = (const struct inotify_event *)at;
		at += sizeof *event + event->len;
		if (event->mask & IN_Q_OVERFLOW)
			all = true;
		if (event->len == 0 || is_passing(str_of(event->name)) || ((event->mask & IN_CREATE) && !(event->mask & IN_ISDIR)))
			continue;
		for (size_t i = 0; i < w->folders.n; i++)
			if (w->folders.at[i].descriptor == event->wd)
				all |= note_change(w, path_join(w->lasting, w->folders.at[i].folder, str_of(event->name)));
	}
	return all;
}

static bool any_due(const Watch *w) {
	for (size_t i = 0; i < w->count; i++)
		if (w->languages[i].due)
			return true;
	return false;
}

/* Waits until something is to be done, and for a moment more. */
static bool wait_for_change(Watch *w) {
	struct pollfd event = { .fd = w->fd, .events = POLLIN };
	bool all = false;
	while (!all && !any_due(w)) {
		if (poll(&event, 1, -1) < 0 && errno != EINTR)
			return false;
		all |= read_events(w);
	}
	while (poll(&event, 1, SETTLE_MS) > 0)
		all |= read_events(w);
	return all;
}

static bool start(Watch *w) {
	w->fd = inotify_init1(IN_CLOEXEC);
	if (w->fd >= 0)
		return true;
	diag_error(w->job.diag, POS_NONE, RULE_FILE_UNREADABLE, "the system gives no notice of changed files");
	diag_help(w->job.diag, "raise fs.inotify.max_user_instances, or end other programs that watch files");
	w->job.diag->write_failed = true;
	return false;
}

int cli_watch(Job *job, const Options *options) {
	Watch w = { .options = options, .job = *job, .lasting = job->arena, .fd = -1, .levels = job->diag->levels };
	if (!start(&w))
		return cli_report(job, options, STDERR_FILENO);
	bool usable = open_press(&w);
	while (usable) {
		add_folders(&w);                                     /* before: what is saved meanwhile is seen */
		if (w.open && !w.heads.n)
			note_heads(&w, path_join(w.lasting, issue_folder(&w), w.press.issue->source));
		if (!set_due(&w))
			usable = false;
		add_folders(&w);
		if (usable && wait_for_change(&w))
			usable = open_press(&w);
	}
	if (w.arena)
		cli_report(&w.job, options, STDERR_FILENO);
	close_press(&w);
	close(w.fd);
	return CODE_USAGE;
}
