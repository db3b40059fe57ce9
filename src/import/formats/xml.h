/* Inside film-import: XML read forward, element by element. No DTD is loaded, no entity but the
 * five is expanded, nothing is fetched. */
#ifndef IMPORT_XML_H
#define IMPORT_XML_H

#include <libxml/xmlreader.h>
#include <stdbool.h>

xmlTextReaderPtr import_xml_open(const char *bytes, size_t size);
/* The local name of the element that begins or ends here; "" at anything else. */
const char *import_xml_name(xmlTextReaderPtr reader);
/* An attribute by its local name, into `value`; "" when it is not there. */
void import_xml_attribute(xmlTextReaderPtr reader, const char *name, char *value, size_t room);

#endif
