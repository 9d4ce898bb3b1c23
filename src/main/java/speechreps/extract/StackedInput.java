package speechreps.extract;

import java.io.IOException;
import speechreps.dsp.FrameStacking;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;

/** The rows of another stage, several side by side, as some encoders take them. */
final class StackedInput implements InputStage {
  private final InputStage frames;
  private final int stacked;
  private final RowStore store;

  private StackedInput(InputStage frames, int stacked, RowStore store) {
    this.frames = frames;
    this.stacked = stacked;
    this.store = store;
  }

  /** The same stage where one frame is a row. */
  static InputStage of(InputStage frames, int stacked, RowStore store) {
    return stacked == 1 ? frames : new StackedInput(frames, stacked, store);
  }

  @Override
  public int dim() {
    return frames.dim() * stacked;
  }

  @Override
  public Prepared prepare(Utterance utterance) throws IOException {
    Prepared prepared = frames.prepare(utterance);
    Prepared rows = prepared.withInput(FrameStacking.stack(prepared.input(), stacked, store));
    store.free(prepared.input());
    return rows;
  }
}
