/* XML from outside, read by libxml2 with everything off that reaches out of the file: no network, no document type, hence no
 * entities but XML's own five; depth and number of elements are limited. What libxml2 has to say is said with the file's line. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <string.h>

#include "translate/exchange.h"

#define MAX_DEPTH 64
#define MAX_NODES 1000000

typedef struct {
	Job *job;
	const SourceFile *file;
	int nodes;
	bool failed;
} Guard;

static Pos pos_of_line(const SourceFile *file, int line) {
	uint32_t index = line > 0 ? (uint32_t)line - 1 : 0;
	if (file->text.n == 0 || index >= file->lines)
		return (Pos){ file, 0, 0 };
	return (Pos){ file, file->line_starts[index], 0 };
}

static void refuse(xmlParserCtxtPtr context, const char *what, const char *help) {
	Guard *guard = context->_private;
	if (!guard->failed) {
		int line = context->input ? context->input->line : 1;
		diag_error(guard->job->diag, pos_of_line(guard->file, line), RULE_XLIFF_REFUSED, "%s", what);
		diag_help(guard->job->diag, "%s", help);
	}
	guard->failed = true;
	xmlStopParser(context);
}

static void refuse_document_type(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
	(void)name, (void)external, (void)system;
	refuse(data, "a document type or entities are not read", "take the <!DOCTYPE …> out; XLIFF has none");
}

static void start_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes) {
	xmlParserCtxtPtr context = data;
	Guard *guard = context->_private;
	guard->nodes += 1 + attribute_count + namespace_count;
	if (context->nodeNr >= MAX_DEPTH)
		refuse(context, "elements nest more than 64 deep",
		       "this is not what an exported file looks like; export it again");
	else if (guard->nodes > MAX_NODES)
		refuse(context, "the file has more than a million elements", "export articles into files of their own");
	else
		xmlSAX2StartElementNs(data, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted,
		                      attributes);
}

static void report(void *data, xmlErrorPtr error) {
	xmlParserCtxtPtr context = data;
	Guard *guard = context->_private;
	if (guard->failed || error->level < XML_ERR_ERROR)
		return;
	guard->failed = true;
	Str words = str_trim(str_of(error->message));
	diag_error(guard->job->diag, pos_of_line(guard->file, error->line), RULE_XLIFF_FORM,
	           "this is not well-formed XML: " STR_FMT, STR_ARG(words));
	diag_help(guard->job->diag, "export it again from the tool it comes from, or mend the line");
}

static void free_document(void *document) {
	xmlFreeDoc(document);
}

struct _xmlDoc *xml_read(Job *job, const SourceFile *file, Str bytes) {
	Guard guard = { job, file, 0, false };
	xmlParserCtxtPtr context = xmlNewParserCtxt();
	if (!context)
		return NULL;
	context->_private = &guard;
	context->sax->internalSubset = refuse_document_type;
	context->sax->externalSubset = refuse_document_type;
	context->sax->startElementNs = start_element;
	context->sax->serror = report;
	xmlDocPtr document = xmlCtxtReadMemory(context, bytes.p, (int)bytes.n, NULL, NULL,
	                                       XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
	bool good = document && context->wellFormed && !guard.failed;
	if (!good && !guard.failed) {
		diag_error(job->diag, pos_of_line(file, 1), RULE_XLIFF_FORM, "this is not XML");
		diag_help(job->diag, "name a file that quoin xliff export has written and a tool has filled in");
	}
	xmlFreeParserCtxt(context);
	if (!document)
		return NULL;
	if (!good) {
		xmlFreeDoc(document);
		return NULL;
	}
	arena_on_release(job->arena, free_document, document);
	return document;
}
