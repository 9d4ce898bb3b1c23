package speechreps.model;

/** The libraries that do the arithmetic. */
public enum EngineKind {
  /** Apache MXNet 1.9.1, the engine of the models' first release. */
  MXNET,
  /** PyTorch. */
  PYTORCH
}
