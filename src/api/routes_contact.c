/* Letters to whoever runs this server. */
#include "api/inside.h"
#include "api/shapes.h"
#include "studio/contact.h"

#define AT(member) offsetof(struct contact_letter, member)
static const struct field letter_fields[] = {
    {"name", FIELD_TEXT, AT(name), .high = 100},
    {"email", FIELD_EMAIL, AT(email), .required = true, .help = "where to answer"},
    {"message", FIELD_TEXT, AT(message), .required = true, .low = 1, .high = 5000},
    {"website", FIELD_TEXT, AT(website), .high = 200,
     .help = "left empty by people; a letter with it goes nowhere"},
};
static const struct shape shape_letter =
    SHAPE("ContactLetter", letter_fields, struct contact_letter);

static bool post_contact(struct call *call, struct error *err) {
    return contact_write(&call->desk, call->body, err) &&
           call_say(call, "The letter is on its way.");
}

static const struct route routes[] = {
    {"POST", "/api/v1/contact", "users", "writeToOperator",
     "A letter to whoever runs this server", ROLE_ANYONE, WORK_WRITE, RATE_LETTERS, 202, NULL,
     &shape_letter, &shape_message, post_contact, .problems = "409"},
};
const struct route_table route_contact = {routes, COUNT_OF(routes)};
