/* Where the keys to Amazon's services come from, in this order: the environment
 * (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN); the role of the container
 * (AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI, as ECS and EKS set them); the role of
 * the machine (instance metadata, version 2, unless AWS_EC2_METADATA_DISABLED is true). Keys of
 * a role are kept and asked for anew five minutes before they end. */
#ifndef BASE_AWS_KEYS_H
#define BASE_AWS_KEYS_H

#include "base/aws_sign.h"

struct aws_key_ring;                                  /* use from any thread */
struct aws_key_ring *aws_keys_new(struct http *http); /* `http` is borrowed */
void aws_keys_free(struct aws_key_ring *ring);        /* NULL is allowed */

/* PROBLEM_UNAVAILABLE when there are none. */
bool aws_keys_get(struct aws_key_ring *ring, struct aws_keys *keys, struct error *err) MUST_USE;

#endif
