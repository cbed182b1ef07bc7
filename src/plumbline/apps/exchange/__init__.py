"""Data exchange 数据交换: records of organs' own systems come in once and go out in the layouts of others."""
