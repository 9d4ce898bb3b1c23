package speechreps.extract;

import java.io.IOException;
import speechreps.dsp.FrameStacking;
import speechreps.speech.Utterance;

/** The rows of another stage, several side by side, as some encoders take them. */
final class StackedInput implements InputStage {
  private final InputStage frames;
  private final int stacked;

  private StackedInput(InputStage frames, int stacked) {
    this.frames = frames;
    this.stacked = stacked;
  }

  /** The same stage where one frame is a row. */
  static InputStage of(InputStage frames, int stacked) {
    return stacked == 1 ? frames : new StackedInput(frames, stacked);
  }

  @Override
  public int dim() {
    return frames.dim() * stacked;
  }

  @Override
  public Prepared prepare(Utterance utterance) throws IOException {
    Prepared prepared = frames.prepare(utterance);
    return prepared.withInput(FrameStacking.stack(prepared.input().whole(), stacked));
  }
}
