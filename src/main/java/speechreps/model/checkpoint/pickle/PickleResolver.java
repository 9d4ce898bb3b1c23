package speechreps.model.checkpoint.pickle;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a meaning to what a pickle refers to by name. */
public interface PickleResolver {
  /** Knows nothing: every object stays opaque, and so does everything outside of the pickle. */
  PickleResolver NONE =
      new PickleResolver() {
        @Override
        public @Nullable Object construct(
            PickleGlobal callable, List<@Nullable Object> arguments, long byteOffset) {
          return null;
        }

        @Override
        public @Nullable Object persistent(@Nullable Object id, long byteOffset) {
          return null;
        }
      };

  /**
   * What a call stands for, or null when this is nobody's concern. Dicts are not asked for.
   *
   * @param callable what is called
   * @param arguments plain data; not to be changed
   * @param byteOffset of the call, for messages
   * @throws IOException when the call is known and its arguments make no sense
   */
  @Nullable Object construct(
      PickleGlobal callable, List<@Nullable Object> arguments, long byteOffset) throws IOException;

  /**
   * What an id of something outside of the pickle stands for, or null as above.
   *
   * @throws IOException when the id makes no sense
   */
  @Nullable Object persistent(@Nullable Object id, long byteOffset) throws IOException;
}
