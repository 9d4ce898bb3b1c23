package speechreps.job;

import org.jspecify.annotations.Nullable;

/**
 * What a job would cost.
 *
 * @param gpu whether hours are those of GPUs instead of cores
 * @param factor seconds of a core or GPU for each second of audio, or null when nobody measured it
 * @param origin where the factor is from, or why there is none
 * @param start seconds of a core or GPU that each process takes before any audio
 * @param processes that compute
 * @param hours of all cores or GPUs together; 0 without a factor
 * @param slots cores that Spark has now; 0 for GPUs, which it does not tell
 * @param wallSeconds with these cores, without the start of Spark and of the engine
 * @param price of the hours, or null when no price of one was given
 */
record PlannedCost(
    boolean gpu,
    @Nullable Double factor,
    String origin,
    double start,
    int processes,
    double hours,
    int slots,
    double wallSeconds,
    @Nullable Double price) {}
