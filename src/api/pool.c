/* A fixed number of threads and a bounded line of work before them. */
#include "api/inside.h"

enum { WAITING_MAX = 4096 };

struct task {
    void (*work)(void *data);
    void *data;
};

struct api_pool {
    pthread_mutex_t lock;
    pthread_cond_t added;
    struct task tasks[WAITING_MAX]; /* a ring */
    size_t first, count;
    bool closing;
    int threads;
    pthread_t ids[64];
};

static void *run(void *data) {
    struct api_pool *pool = data;
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        while (!pool->count && !pool->closing) pthread_cond_wait(&pool->added, &pool->lock);
        if (!pool->count) {
            pthread_mutex_unlock(&pool->lock);
            return NULL;
        }
        struct task task = pool->tasks[pool->first];
        pool->first = (pool->first + 1) % WAITING_MAX;
        pool->count--;
        pthread_mutex_unlock(&pool->lock);
        task.work(task.data);
    }
}

bool api_pool_open(int threads, struct api_pool **out, struct error *err) {
    struct api_pool *pool = xcalloc(1, sizeof *pool);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->added, NULL);
    for (int i = 0; i < threads && i < (int)COUNT_OF(pool->ids); i++) {
        if (pthread_create(&pool->ids[i], NULL, run, pool) != 0) {
            api_pool_close(pool);
            return error_set(err, PROBLEM_TEMPORARY, "The system gives no more threads.");
        }
        pool->threads++;
    }
    *out = pool;
    return true;
}

bool api_pool_add(struct api_pool *pool, void (*work)(void *data), void *data) {
    pthread_mutex_lock(&pool->lock);
    bool fits = pool->count < WAITING_MAX && !pool->closing;
    if (fits) {
        pool->tasks[(pool->first + pool->count) % WAITING_MAX] = (struct task){work, data};
        pool->count++;
        pthread_cond_signal(&pool->added);
    }
    pthread_mutex_unlock(&pool->lock);
    return fits;
}

void api_pool_close(struct api_pool *pool) {
    if (!pool) return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->added);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->threads; i++) pthread_join(pool->ids[i], NULL);
    pthread_cond_destroy(&pool->added);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}
