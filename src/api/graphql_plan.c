/* Checks a document against what can be asked (section 5 of the specification of October 2021)
 * and turns the operation into a tree of what to fetch. Fields that @skip takes away are
 * checked as the others are, in a tree that nobody reads. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/graphql.h"

enum { ITEMS_USUAL = 10, FIELDS_TEXT = 400 };

struct planner {
    struct graphql_document *document;
    struct graphql_part *operation;
    json_t *variables, *errors;
    const struct graphql_schema *schema;
    struct arena *arena;
    int selections;
    bool over; /* a limit: no more is looked at */
};

/* The fragments that are being read, so that none is read within itself. */
struct trail {
    const struct graphql_part *fragment;
    const struct trail *up;
};

#define REFUSE(planner, place, ...) \
    graphql_fault((planner)->errors, (place), NULL, NULL, __VA_ARGS__)

static bool is_among(const char *choices, const char *text) {
    size_t length = strlen(text);
    for (const char *at = choices; *at;) {
        size_t size = strcspn(at, "|");
        if (size == length && memcmp(at, text, length) == 0) return true;
        at += size + (at[size] == '|');
    }
    return false;
}

/* Number and text as JSON gives them, into what a parameter is; false when it is not that. */
static bool take_json(const struct graphql_parameter *parameter, const json_t *json,
                      struct arena *arena, struct graphql_given *given) {
    const char *text = json_string_value(json);
    if (text && strlen(text) != json_string_length(json)) return false;
    switch (parameter->input) {
    case GRAPHQL_IN_INT:
        given->number = json_integer_value(json);
        return json_is_integer(json) && given->number >= parameter->low &&
               given->number <= parameter->high;
    case GRAPHQL_IN_TRUTH:
        given->number = json_is_true(json);
        return json_is_boolean(json);
    case GRAPHQL_IN_CHOICE:
        given->text = text;
        return text && is_among(parameter->choices, text);
    case GRAPHQL_IN_ID:
        if (json_is_integer(json))
            text = arena_printf(arena, "%" PRId64, (int64_t)json_integer_value(json));
        given->text = text;
        return text != NULL;
    case GRAPHQL_IN_TEXT:
        given->text = text;
        return text && strlen(text) <= (size_t)parameter->high;
    }
    return false;
}

static bool take_literal(const struct graphql_parameter *parameter,
                         const struct graphql_value *value, struct graphql_given *given) {
    char *end;
    switch (parameter->input) {
    case GRAPHQL_IN_INT:
        given->number = strtoll(value->text, &end, 10);
        return value->kind == GRAPHQL_INT && !*end && given->number >= parameter->low &&
               given->number <= parameter->high;
    case GRAPHQL_IN_TRUTH:
        given->number = strcmp(value->text, "true") == 0;
        return value->kind == GRAPHQL_TRUTH;
    case GRAPHQL_IN_CHOICE:
        given->text = value->text;
        return value->kind == GRAPHQL_NAME && is_among(parameter->choices, value->text);
    case GRAPHQL_IN_ID:
        given->text = value->text;
        return value->kind == GRAPHQL_STRING || value->kind == GRAPHQL_INT;
    case GRAPHQL_IN_TEXT:
        given->text = value->text;
        return value->kind == GRAPHQL_STRING && strlen(value->text) <= (size_t)parameter->high;
    }
    return false;
}

static void say_wanted(struct planner *planner, const struct graphql_parameter *parameter,
                       struct graphql_place place) {
    if (parameter->input == GRAPHQL_IN_INT) {
        REFUSE(planner, place, "\"%s\" is a whole number from %" PRId64 " to %" PRId64 ".",
               parameter->name, parameter->low, parameter->high);
    } else if (parameter->input == GRAPHQL_IN_CHOICE) {
        REFUSE(planner, place, "\"%s\" is one of %s.", parameter->name, parameter->choices);
    } else if (parameter->input == GRAPHQL_IN_TEXT) {
        REFUSE(planner, place, "\"%s\" is a text of %" PRId64 " bytes at most.",
               parameter->name, parameter->high);
    } else {
        REFUSE(planner, place, "\"%s\" is of the type %s.", parameter->name, parameter->type);
    }
}

/* The value of a variable; *set is false when it has none, or null. */
static bool take_variable(struct planner *planner, const struct graphql_parameter *parameter,
                          const struct graphql_value *value, struct graphql_given *given,
                          bool *set) {
    struct graphql_variable *variable = planner->operation->variables;
    while (variable && strcmp(variable->name, value->text) != 0) variable = variable->next;
    *set = false;
    if (!variable) {
        REFUSE(planner, value->place, "The variable $%.60s is not declared.", value->text);
        return false;
    }
    variable->used = true;
    bool filled = variable->fallback && variable->fallback->kind != GRAPHQL_NULL;
    if (!variable->type || strcmp(variable->type, parameter->type) != 0 ||
        (parameter->required && !variable->needed && !filled)) {
        REFUSE(planner, value->place, "$%.60s cannot stand here: \"%s\" is of the type %s%s.",
               value->text, parameter->name, parameter->type, parameter->required ? "!" : "");
        return false;
    }
    const json_t *json = json_object_get(planner->variables, variable->name);
    if (json && !json_is_null(json)) {
        *set = take_json(parameter, json, planner->arena, given);
        if (!*set) say_wanted(planner, parameter, value->place);
        return *set;
    }
    if (!json && variable->fallback) {
        *set = filled && take_literal(parameter, variable->fallback, given);
        if (filled && !*set) say_wanted(planner, parameter, variable->fallback->place);
        return *set || !filled;
    }
    if (!variable->needed && !parameter->required) return true;
    REFUSE(planner, variable->place, "The variable $%.60s needs a value.", variable->name);
    return false;
}

/* What is given for each parameter. */
static bool take_arguments(struct planner *planner, const struct graphql_argument *arguments,
                           const struct graphql_parameter *parameters, size_t count,
                           const char *owner, struct graphql_place place,
                           struct graphql_given *given) {
    bool set[GRAPHQL_ARGUMENTS_MAX] = {false}, ok = true;
    for (; arguments; arguments = arguments->next) {
        size_t i = 0;
        while (i < count && strcmp(parameters[i].name, arguments->name) != 0) i++;
        if (i == count) {
            REFUSE(planner, arguments->place, "\"%.60s\" has no argument \"%.60s\".", owner,
                   arguments->name);
            ok = false;
        } else if (arguments->value.kind == GRAPHQL_VARIABLE) {
            ok &= take_variable(planner, &parameters[i], &arguments->value, &given[i], &set[i]);
        } else if (arguments->value.kind != GRAPHQL_NULL) {
            set[i] = take_literal(&parameters[i], &arguments->value, &given[i]);
            if (!set[i]) say_wanted(planner, &parameters[i], arguments->value.place);
            ok &= set[i];
        }
    }
    for (size_t i = 0; ok && i < count; i++) {
        if (!set[i]) given[i] = (struct graphql_given){.number = parameters[i].fallback};
        if (set[i] || !parameters[i].required) continue;
        REFUSE(planner, place, "\"%.60s\" needs the argument \"%s\".", owner,
               parameters[i].name);
        ok = false;
    }
    return ok;
}

/* Is it left in by @skip and @include? Others are refused. */
static bool stays(struct planner *planner, const struct graphql_directive *directive) {
    static const struct graphql_parameter condition = {
        .name = "if", .type = "Boolean", .input = GRAPHQL_IN_TRUTH, .required = true};
    bool in = true;
    for (; directive; directive = directive->next) {
        struct graphql_given given = {0};
        bool skip = strcmp(directive->name, "skip") == 0;
        if (!skip && strcmp(directive->name, "include") != 0) {
            REFUSE(planner, directive->place,
                   "There is no directive @%.60s; there are @skip and @include.",
                   directive->name);
        } else if (take_arguments(planner, directive->arguments, &condition, 1, directive->name,
                                  directive->place, &given)) {
            in &= skip != (given.number != 0);
        }
    }
    return in;
}

static const struct graphql_field *fetched_field(const struct graphql_schema *schema,
                                                 const struct shape *shape, const char *name) {
    for (size_t i = 0; i < schema->field_count; i++)
        if (schema->fields[i].parent == shape && strcmp(schema->fields[i].name, name) == 0)
            return &schema->fields[i];
    return NULL;
}

static const struct field *own_field(const struct shape *shape, const char *name) {
    for (size_t i = 0; i < shape->field_count; i++)
        if (strcmp(shape->fields[i].name, name) == 0) return &shape->fields[i];
    return NULL;
}

static void say_unknown(struct planner *planner, const struct shape *shape,
                        const struct graphql_selection *selection) {
    char all[FIELDS_TEXT] = "";
    if (strcmp(selection->name, "__schema") == 0 || strcmp(selection->name, "__type") == 0) {
        REFUSE(planner, selection->place,
               "The schema is not told here: /api/docs has the fields of every type.");
        return;
    }
    for (size_t i = 0; i < planner->schema->field_count; i++)
        if (planner->schema->fields[i].parent == shape)
            snprintf(all + strlen(all), sizeof all - strlen(all), " %s",
                     planner->schema->fields[i].name);
    for (size_t i = 0; i < shape->field_count; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), " %s", shape->fields[i].name);
    REFUSE(planner, selection->place, "%s has no field \"%.40s\"; it has%s.", shape->name,
           selection->name, all);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* The node of this key among those of `parent`: one that is there, if it is the same field with
 * the same arguments (5.3.2), or a new one. */
static struct graphql_node *merge(struct planner *planner, struct graphql_node *parent,
                                  const struct graphql_node *fresh) {
    for (struct graphql_node *node = parent->first; node; node = node->next) {
        if (strcmp(node->key, fresh->key) != 0) continue;
        bool same = node->field == fresh->field && node->fetched == fresh->fetched;
        for (size_t i = 0; same && i < GRAPHQL_ARGUMENTS_MAX; i++)
            same = same_text(node->given[i].text, fresh->given[i].text) &&
                   node->given[i].number == fresh->given[i].number;
        if (same) return node;
        REFUSE(planner, fresh->place,
               "\"%.60s\" is asked for in two ways; give one of them another name: "
               "other: %.60s.",
               fresh->key, fresh->key);
        return NULL;
    }
    struct graphql_node *node = arena_alloc(planner->arena, 1, sizeof *node);
    *node = *fresh;
    *(parent->last ? &parent->last->next : &parent->first) = node;
    parent->last = node;
    return node;
}

static void plan_selections(struct planner *planner, const struct graphql_selection *selection,
                            struct graphql_node *parent, const struct trail *trail, int depth);

static void plan_field(struct planner *planner, const struct graphql_selection *selection,
                       struct graphql_node *parent, const struct trail *trail, int depth) {
    struct graphql_node fresh = {.place = selection->place};
    fresh.key = selection->alias ? selection->alias : selection->name;
    bool type_name = strcmp(selection->name, "__typename") == 0;
    if (!type_name)
        fresh.fetched = fetched_field(planner->schema, parent->shape, selection->name);
    if (!type_name && !fresh.fetched) fresh.field = own_field(parent->shape, selection->name);
    if (!type_name && !fresh.fetched && !fresh.field)
        return say_unknown(planner, parent->shape, selection);
    if (fresh.fetched) {
        fresh.shape = fresh.fetched->shape;
    } else if (fresh.field &&
               (fresh.field->type == FIELD_OBJECT || fresh.field->type == FIELD_LIST)) {
        fresh.shape = fresh.field->shape;
    }
    if (!take_arguments(planner, selection->arguments,
                        fresh.fetched ? fresh.fetched->parameters : NULL,
                        fresh.fetched ? fresh.fetched->parameter_count : 0, selection->name,
                        selection->place, fresh.given))
        return;
    if (fresh.shape && !selection->selections) {
        REFUSE(planner, selection->place, "Say which fields of \"%.60s\": %.60s { … }.",
               selection->name, selection->name);
    } else if (!fresh.shape && selection->selections) {
        REFUSE(planner, selection->place, "\"%.60s\" has no fields.", selection->name);
    } else if (depth > GRAPHQL_DEPTH_MAX) {
        REFUSE(planner, selection->place,
               "The query is too deep: %d fields in each other at most.", GRAPHQL_DEPTH_MAX);
        planner->over = true;
    } else {
        struct graphql_node *node = merge(planner, parent, &fresh);
        if (node && node->shape)
            plan_selections(planner, selection->selections, node, trail, depth + 1);
    }
}

/* A fragment's fields are fields of where it stands; its type has to be that one's. */
static void plan_fragment(struct planner *planner, const struct graphql_selection *selection,
                          struct graphql_node *parent, const struct trail *trail, int depth) {
    const struct graphql_selection *inside = selection->selections;
    const char *on = selection->on;
    struct trail here = {NULL, trail};
    if (selection->kind == GRAPHQL_SPREAD) {
        struct graphql_part *fragment = planner->document->fragments;
        while (fragment && strcmp(fragment->name, selection->name) != 0)
            fragment = fragment->next;
        if (!fragment) {
            REFUSE(planner, selection->place, "There is no fragment \"%.60s\".",
                   selection->name);
            return;
        }
        for (const struct trail *up = trail; up; up = up->up)
            if (up->fragment == fragment) {
                REFUSE(planner, selection->place, "The fragment \"%.60s\" contains itself.",
                       selection->name);
                planner->over = true;
                return;
            }
        if (!fragment->used) stays(planner, fragment->directives);
        fragment->used = true;
        inside = fragment->selections;
        on = fragment->on;
        here.fragment = fragment;
    }
    if (on && strcmp(on, parent->shape->name) != 0) {
        REFUSE(planner, selection->place,
               "This is a %s; a fragment on %.60s has no place here.", parent->shape->name, on);
        return;
    }
    plan_selections(planner, inside, parent, &here, depth);
}

static void plan_selections(struct planner *planner, const struct graphql_selection *selection,
                            struct graphql_node *parent, const struct trail *trail, int depth) {
    for (; selection && !planner->over; selection = selection->next) {
        if (++planner->selections > GRAPHQL_SELECTIONS_MAX) {
            REFUSE(planner, selection->place, "The query is too large: %d fields at most.",
                   GRAPHQL_SELECTIONS_MAX);
            planner->over = true;
            return;
        }
        struct graphql_node unread = {.shape = parent->shape};
        struct graphql_node *to = stays(planner, selection->directives) ? parent : &unread;
        if (selection->kind == GRAPHQL_FIELD) {
            plan_field(planner, selection, to, trail, depth);
        } else {
            plan_fragment(planner, selection, to, trail, depth);
        }
    }
}

/* Cost of the nodes below: each once for every time it stands in the answer. `items`: how many
 * a list right here has at most. */
static int64_t cost_of(const struct graphql_node *parent, int64_t times, int64_t items,
                       bool *writes) {
    int64_t cost = 0;
    for (const struct graphql_node *node = parent->first; node; node = node->next) {
        const struct graphql_field *fetched = node->fetched;
        int64_t inside = ITEMS_USUAL, often = times;
        cost += times * (fetched ? fetched->cost : 1);
        if (fetched) *writes |= fetched->writes;
        for (size_t i = 0; fetched && i < fetched->parameter_count; i++)
            if (strcmp(fetched->parameters[i].name, "first") == 0)
                inside = node->given[i].number;
        if (node->field && node->field->type == FIELD_LIST) often *= items;
        cost += cost_of(node, often, inside, writes);
        if (cost > GRAPHQL_COST_MAX) return cost; /* before it can overflow */
    }
    return cost;
}

static struct graphql_part *find_operation(struct planner *planner, const char *name) {
    static const struct graphql_place nowhere = {0};
    struct graphql_part *first = planner->document->operations, *found = first;
    for (struct graphql_part *part = first; part; part = part->next)
        if (!part->name && first->next) {
            REFUSE(planner, part->place, "An operation beside others has a name.");
            return NULL;
        }
    if (name) {
        while (found && !same_text(found->name, name)) found = found->next;
    } else if (first && first->next) {
        found = NULL;
    }
    if (!found) {
        REFUSE(planner, nowhere,
               name ? "There is no operation \"%.60s\"."
                    : "operationName has to say which operation%s.",
               name ? name : "");
    } else if (strcmp(found->kind, "query") != 0) {
        REFUSE(planner, found->place,
               "This address reads only: it takes queries, and no %s; REST changes things.",
               found->kind);
        found = NULL;
    }
    return found;
}

static void refuse_unused(struct planner *planner) {
    for (const struct graphql_variable *variable = planner->operation->variables; variable;
         variable = variable->next)
        if (!variable->used)
            REFUSE(planner, variable->place, "The variable $%.60s is not used.",
                   variable->name);
    if (planner->document->operations->next) return; /* the others may use it */
    for (const struct graphql_part *part = planner->document->fragments; part;
         part = part->next)
        if (!part->used)
            REFUSE(planner, part->place, "The fragment \"%.60s\" is not used.", part->name);
}

bool graphql_plan(struct graphql_document *document, const char *operation, json_t *variables,
                  const struct graphql_schema *schema, struct arena *arena,
                  struct graphql_plan *plan, json_t *errors) {
    struct planner planner = {.document = document,
                              .variables = variables,
                              .errors = errors,
                              .schema = schema,
                              .arena = arena};
    *plan = (struct graphql_plan){.root.shape = schema->root};
    planner.operation = find_operation(&planner, operation);
    if (!planner.operation) return false;
    if (planner.operation->directives)
        REFUSE(&planner, planner.operation->directives->place,
               "A query has no directives here.");
    plan_selections(&planner, planner.operation->selections, &plan->root, NULL, 1);
    if (!json_array_size(errors)) refuse_unused(&planner);
    if (json_array_size(errors)) return false;
    plan->cost = cost_of(&plan->root, 1, 1, &plan->writes);
    if (plan->cost <= GRAPHQL_COST_MAX) return true;
    REFUSE(&planner, planner.operation->place,
           "The query costs more than %d: ask for fewer fields, or for shorter lists by "
           "\"first\".",
           GRAPHQL_COST_MAX);
    return false;
}
