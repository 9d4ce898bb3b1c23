package speechreps.job;

import org.jspecify.annotations.Nullable;
import speechreps.corpus.Corpus;
import speechreps.extract.FeatureShape;
import speechreps.extract.Forecaster;

/**
 * What a job would do, as far as the manifest and headers tell.
 *
 * @param manifest as it was read, without an utterance for each channel
 * @param recordings null when the corpus is one of features
 * @param shardSeconds audio in each shard
 * @param bytes of all shards, about
 */
record JobPlan(
    Corpus manifest,
    @Nullable PlannedRecordings recordings,
    PlannedUtterances utterances,
    FeatureShape shape,
    Forecaster forecaster,
    double[] shardSeconds,
    long bytes,
    PlannedCost cost) {}
