package speechreps.model.pytorch;

import ai.djl.Model;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A loaded program. Thread-safe: any number of calls may be under way.
 *
 * <pre>
 * try (TorchCall call = module.newCall()) {
 *   call.addFloats(batch, frames, dim).put(values);
 *   call.addLongs(batch).put(lengths);
 *   List&lt;TorchOutput&gt; outputs = call.run();
 *   outputs.get(0).floats().get(result);
 * }
 * </pre>
 */
public final class TorchModule implements AutoCloseable {
  private final String name;

  /** Kept because DJL frees the module once nobody refers to this. */
  private final Model model;

  private final PtSymbolBlock block;

  /** Calls share it; closing takes it alone, and so waits for their end. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  TorchModule(String name, Model model) {
    this.name = name;
    this.model = model;
    this.block = (PtSymbolBlock) model.getBlock();
  }

  /**
   * A call to fill and run, in the thread that asked for it.
   *
   * @throws IllegalStateException when this module is closed
   */
  public TorchCall newCall() {
    Lock shared = lock.readLock();
    shared.lock();
    if (closed) {
      shared.unlock();
      throw new IllegalStateException(name + " is closed");
    }
    boolean made = false;
    try {
      TorchCall call =
          new TorchCall(block, (PtNDManager) model.getNDManager().newSubManager(), shared);
      made = true;
      return call;
    } finally {
      if (!made) {
        shared.unlock();
      }
    }
  }

  /** Frees the parameters, after the calls that are under way. Not to be called inside of one. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        block.close();
        model.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
