package speechreps.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureRows;
import speechreps.speech.MemoryRows;
import speechreps.speech.RowSink;
import speechreps.speech.RowStore;

/**
 * Keeps rows in memory while they are few, and moves them to a temporary file when they become
 * many. Which of both happens changes no value. Thread-safe; its sinks are for one thread each.
 */
public final class Spill implements RowStore {
  private final Scratch scratch;
  private final long maxValues;

  /**
   * A store.
   *
   * @param scratch takes what is too much
   * @param maxValues floats that one set of rows may have in memory
   */
  public Spill(Scratch scratch, long maxValues) {
    this.scratch = scratch;
    this.maxValues = maxValues;
  }

  @Override
  public RowSink newRows(int dim, long expectedRows) throws IOException {
    return new Sink(dim, expectedRows);
  }

  @Override
  public void free(FeatureRows rows) throws IOException {
    Scratch.free(rows);
  }

  @Override
  public boolean holds(FeatureRows rows) {
    return !(rows instanceof ScratchRows inFile) || inFile.isOpen();
  }

  private final class Sink implements RowSink {
    private final int dim;
    private @Nullable MemoryRows memory;
    private @Nullable ScratchRows file;
    private boolean finished;

    Sink(int dim, long expectedRows) throws IOException {
      this.dim = dim;
      if (fits(expectedRows)) {
        memory = new MemoryRows(dim, expectedRows);
      } else {
        file = scratch.newRows(dim);
      }
    }

    private boolean fits(long rows) {
      return rows <= maxValues / Math.max(1, dim);
    }

    @Override
    public void append(float[] values, int offset, int count) throws IOException {
      if (memory != null && fits((long) memory.numRows() + count)) {
        memory.append(values, offset, count);
      } else {
        file().append(values, offset, count);
      }
    }

    /** The file, with what was in memory until now. */
    private ScratchRows file() throws IOException {
      if (file == null) {
        file = scratch.newRows(dim);
        if (memory != null) {
          file.append(memory.finish().values(), 0, memory.numRows());
          memory = null;
        }
      }
      return file;
    }

    @Override
    public void truncate(int numRows) throws IOException {
      if (memory != null) {
        memory.truncate(numRows);
      } else {
        file().truncate(numRows);
      }
    }

    @Override
    public FeatureRows finish() throws IOException {
      finished = true;
      return memory != null ? memory.finish() : file();
    }

    @Override
    public void close() throws IOException {
      if (file != null && !finished) {
        file.close();
      }
    }
  }
}
