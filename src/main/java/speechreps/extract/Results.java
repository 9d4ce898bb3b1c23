package speechreps.extract;

import java.io.IOException;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureRows;
import speechreps.speech.Outcome;

/** Makes outcomes of what the stages give: what is kept of it, unless it is not finite. */
final class Results implements EncoderPipeline.Sink {
  private final Reduction reduction;
  private final OutcomeConsumer consumer;
  private final StageClock clock;

  Results(Reduction reduction, OutcomeConsumer consumer, StageClock clock) {
    this.reduction = reduction;
    this.consumer = consumer;
    this.clock = clock;
  }

  @Override
  public void failed(Outcome.Failed failure) throws IOException {
    consumer.accept(failure);
  }

  @Override
  public void encoded(Prepared prepared, FeatureRows features) throws IOException {
    long start = System.nanoTime();
    if (features.numFrames() == 0) {
      consumer.accept(
          new Outcome.Failed(
              prepared.utterance(),
              FailureReason.TOO_SHORT,
              "too short: the model gives no row for it ("
                  + prepared.utterance().location()
                  + ")"));
    } else if (Extractor.isFinite(features)) {
      consumer.accept(done(prepared, features));
    } else {
      consumer.accept(
          new Outcome.Failed(
              prepared.utterance(),
              FailureReason.NOT_FINITE,
              "the result holds NaN or infinity (" + prepared.utterance().location() + ")"));
    }
    clock.addOutput(System.nanoTime() - start);
  }

  private Outcome.Done done(Prepared prepared, FeatureRows features) throws IOException {
    FeatureRows kept = reduction.thin(features);
    int overflows = reduction.overflows(kept);
    Prepared told =
        prepared.withRemark(
            overflows == 0 ? null : overflows + " values beyond the range of fp16 became infinite");
    return new Outcome.Done(
        told.utterance(),
        reduction.pooling().apply(kept),
        kept.numFrames(),
        overflows,
        told.seconds(),
        told.sampleRateHz(),
        told.warnings());
  }
}
