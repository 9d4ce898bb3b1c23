package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import speechreps.dsp.DeltaOptions;
import speechreps.model.BatchLimits;
import speechreps.model.EncoderSpec;
import speechreps.model.ModelInput;

/** Features of a manifest before a model that takes three frames side by side. */
class FrontEndTest {
  private static final EncoderSpec STACKING =
      new EncoderSpec(
          "bertphone",
          new ModelInput.Features("mfcc", Map.of(), true, 3, 39),
          8,
          1,
          1,
          Integer.MAX_VALUE,
          new BatchLimits(1000, 10),
          Map.of());

  @Test
  void framesAreStacked() {
    assertEquals(3, frontEnd(13, null).stacked());
    assertEquals(30, frontEnd(13, null).shape().frameShiftMs());
  }

  @Test
  void framesThatWereStackedBeforeAreNotStackedAgain() {
    assertEquals(1, frontEnd(39, null).stacked());
    assertEquals(30, frontEnd(39, null).shape().frameShiftMs());
  }

  @Test
  void derivativesAreNotTakenForStackedFrames() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> frontEnd(13, DeltaOptions.kaldiDefaults()).shape());
    assertEquals(
        "the manifest's features do not fit the model: bertphone expects 13 columns, got 39",
        e.getMessage());
  }

  private static FrontEnd frontEnd(int columns, @Nullable DeltaOptions deltas) {
    Recipe recipe =
        new Recipe(
            "bertphone",
            new InputKind.Features(columns, null),
            Map.of(),
            CmvnOptions.MODEL,
            deltas,
            ResamplePolicy.ERROR,
            null);
    return new FrontEnd(recipe, STACKING);
  }
}
