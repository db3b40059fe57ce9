/* Any bytes at all as a GraphQL document, planned against the studio's own schema. What is
 * refused says why; what is taken is within the limits of api/graphql.h. */
#include <stdint.h>
#include <string.h>

#include "api/graphql.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int depth_of(const struct graphql_node *node) {
    int deepest = 0;
    for (const struct graphql_node *inner = node->first; inner; inner = inner->next) {
        int depth = 1 + depth_of(inner);
        if (!inner->key || (inner->shape != NULL) != (inner->first != NULL))
            die("a field without a name, or an object without fields");
        if (depth > deepest) deepest = depth;
    }
    return deepest;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new();
    json_t *errors = json_array();
    json_t *variables = json_pack("{s:s, s:i, s:b}", "id", "7", "n", 3, "yes", 1);
    struct graphql_document *document =
        graphql_parse(size ? (const char *)data : "", size, arena, errors);
    struct graphql_plan plan;
    if (!document && json_array_size(errors) != 1) die("refused without a reason");
    if (document) {
        bool taken =
            graphql_plan(document, NULL, variables, &graphql_studio, arena, &plan, errors);
        if (taken != !json_array_size(errors)) die("refused without a reason");
        if (taken && (plan.cost > GRAPHQL_COST_MAX || depth_of(&plan.root) > GRAPHQL_DEPTH_MAX))
            die("a plan is over its limits");
    }
    json_decref(variables);
    json_decref(errors);
    arena_free(arena);
    return 0;
}
