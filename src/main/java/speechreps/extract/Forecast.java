package speechreps.extract;

import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of an utterance, as far as headers tell.
 *
 * @param seconds of audio that its result would be of, or NaN when unknown
 * @param frames rows that are kept of its result, before they are pooled; 0 when unknown
 * @param fault why it will have none, or null
 */
public record Forecast(double seconds, long frames, @Nullable Fault fault) {
  static Forecast failure(Fault fault) {
    return new Forecast(Double.NaN, 0, fault);
  }
}
