#include "import/formats/xml.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static void be_silent(void *data, const char *message, ...) {
    (void)data;
    (void)message;
}

xmlTextReaderPtr import_xml_open(const char *bytes, size_t size) {
    xmlSetGenericErrorFunc(NULL, be_silent);
    if (size > INT_MAX) return NULL;
    return xmlReaderForMemory(bytes, (int)size, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                  XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
}

const char *import_xml_name(xmlTextReaderPtr reader) {
    int type = xmlTextReaderNodeType(reader);
    if (type != XML_READER_TYPE_ELEMENT && type != XML_READER_TYPE_END_ELEMENT) return "";
    const xmlChar *name = xmlTextReaderConstLocalName(reader);
    return name ? (const char *)name : "";
}

void import_xml_attribute(xmlTextReaderPtr reader, const char *name, char *value, size_t room) {
    value[0] = '\0';
    while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
        const xmlChar *local = xmlTextReaderConstLocalName(reader);
        const xmlChar *text = xmlTextReaderConstValue(reader);
        if (local && text && strcmp((const char *)local, name) == 0)
            snprintf(value, room, "%s", (const char *)text);
    }
    xmlTextReaderMoveToElement(reader);
}
