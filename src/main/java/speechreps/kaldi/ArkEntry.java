package speechreps.kaldi;

/**
 * One entry of an archive.
 *
 * @param key the key
 * @param offset bytes from the start of the archive to the value: what an scp line names
 * @param value the value
 * @param <T> type of the value
 */
public record ArkEntry<T>(String key, long offset, T value) {}
