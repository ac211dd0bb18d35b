/* Articles that stand for a missing translation are set in their own language, hence by its own Locale. It is read when the first
 * such article is met, from the folder in which that of the edition was found. */
#include "base/file.h"
#include "document/build.h"

const Locale *document_locale_for(const Document *document, Str language) {
	for (size_t i = 0; i < document->other_locales.n; i++)
		if (str_eq(document->other_locales.at[i]->tag, language))
			return document->other_locales.at[i];
	return document->locale;
}

const Typography *document_typography_for(const Document *document, Str language) {
	const Locale *locale = document_locale_for(document, language);
	return locale == document->locale ? document->typography : layout_typography_for(document->layout, locale->script, locale->tag);
}

const Locale *build_locale_of(Builder *b, const Article *article) {
	Document *doc = b->doc;
	if (!article || !article->language.n || !doc->locale->file)
		return doc->locale;
	const Locale *known = document_locale_for(doc, article->language);
	if (known != doc->locale)
		return known;
	Str home = path_folder(path_folder(doc->locale->file->path));
	const Locale *locale = locale_read(b->job, home, article->language);
	if (!locale)
		return doc->locale;
	*list_push(b->arena, &doc->other_locales) = locale;
	return locale;
}
