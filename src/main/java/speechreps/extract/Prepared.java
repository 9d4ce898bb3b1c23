package speechreps.extract;

import java.util.List;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;

/** An utterance after the front end, waiting for its batch. */
record Prepared(
    Utterance utterance,
    FeatureMatrix input,
    double seconds,
    int sampleRateHz,
    List<String> warnings) {}
