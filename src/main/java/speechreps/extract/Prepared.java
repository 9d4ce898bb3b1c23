package speechreps.extract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureRows;
import speechreps.speech.Utterance;

/** An utterance after the front end, waiting for its batch. */
record Prepared(
    Utterance utterance,
    FeatureRows input,
    double seconds,
    int sampleRateHz,
    List<String> warnings) {
  /** The same with another input. */
  Prepared withInput(FeatureRows other) {
    return new Prepared(utterance, other, seconds, sampleRateHz, warnings);
  }

  /** The same with one more thing that the ledger shall tell, if there is one. */
  Prepared withRemark(@Nullable String remark) {
    if (remark == null) {
      return this;
    }
    List<String> more = new ArrayList<>(warnings);
    more.add(remark);
    return new Prepared(utterance, input, seconds, sampleRateHz, more);
  }
}
