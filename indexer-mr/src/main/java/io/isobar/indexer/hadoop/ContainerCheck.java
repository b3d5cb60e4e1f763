package io.isobar.indexer.hadoop;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.yarn.api.records.Resource;

/** Makes sure that some node could run what a job will ask for: the cluster itself says so only once the job runs. */
final class ContainerCheck {
    private final JobConf conf;

    ContainerCheck(Configuration conf) {
        this.conf = new JobConf(conf);
    }

    /** Compares with the largest container that the cluster can give now. */
    void run(Resource largest) throws IOException {
        int masterMegabytes = conf.getInt(MRJobConfig.MR_AM_VMEM_MB, MRJobConfig.DEFAULT_MR_AM_VMEM_MB);
        memory(MRJobConfig.MR_AM_VMEM_MB, masterMegabytes, largest);
        memory(MRJobConfig.MAP_MEMORY_MB, conf.getMemoryRequired(TaskType.MAP), largest);
        memory(MRJobConfig.REDUCE_MEMORY_MB, conf.getMemoryRequired(TaskType.REDUCE), largest);
        cores(MRJobConfig.MR_AM_CPU_VCORES, MRJobConfig.DEFAULT_MR_AM_CPU_VCORES, largest);
        cores(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES, largest);
        cores(MRJobConfig.REDUCE_CPU_VCORES, MRJobConfig.DEFAULT_REDUCE_CPU_VCORES, largest);
    }

    private static void memory(String property, int megabytes, Resource largest) throws IOException {
        require(property, megabytes, largest.getMemorySize(), "yarn.scheduler.maximum-allocation-mb", "MB");
    }

    private void cores(String property, int absent, Resource largest) throws IOException {
        require(
                property,
                conf.getInt(property, absent),
                largest.getVirtualCores(),
                "yarn.scheduler.maximum-allocation-vcores",
                "cores");
    }

    private static void require(String property, int asked, long largest, String limit, String unit)
            throws IOException {
        if (asked > largest) {
            throw new IOException(
                    "Property [%s] asks for [%d] %s, but the largest container of this cluster has [%d]: ask for no more in [jobProperties] or [indexer.hadoop-properties], or have [%s] or the nodes enlarged"
                            .formatted(property, asked, unit, largest, limit));
        }
    }
}
