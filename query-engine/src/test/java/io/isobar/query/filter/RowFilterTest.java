package io.isobar.query.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowFilterTest {
    private static final Map<String, Object> ROW = new HashMap<>();

    static {
        ROW.put("text", "abc");
        ROW.put("digits", "0100");
        ROW.put("long", 42L);
        ROW.put("double", 0.5);
        ROW.put("float", 0.1f);
        ROW.put("list", List.of("x", "y"));
        ROW.put("nothing", null);
        ROW.put("empty", List.of());
    }

    private static boolean matches(String filter) {
        try {
            return Filter.fromJson(new ObjectMapper().readTree(filter.replace('\'', '"')))
                    .onRows()
                    .matches(ROW::get);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String not(String filter) {
        return "{'type':'not','field':%s}".formatted(filter);
    }

    private static void isTrue(String filter) {
        assertThat(matches(filter)).as(filter).isTrue();
        assertThat(matches(not(filter))).as("not " + filter).isFalse();
    }

    private static void isFalse(String filter) {
        assertThat(matches(filter)).as(filter).isFalse();
        assertThat(matches(not(filter))).as("not " + filter).isTrue();
    }

    private static void isUnknown(String filter) {
        assertThat(matches(filter)).as(filter).isFalse();
        assertThat(matches(not(filter))).as("not " + filter).isFalse();
    }

    @Test
    void comparesValuesOfEachType() {
        isTrue("{'type':'selector','dimension':'text','value':'abc'}");
        isFalse("{'type':'selector','dimension':'text','value':'ab'}");
        isTrue("{'type':'selector','dimension':'long','value':'42'}");
        isTrue("{'type':'selector','dimension':'long','value':'42.0'}");
        isTrue("{'type':'selector','dimension':'double','value':'0.5'}");
        isTrue("{'type':'selector','dimension':'float','value':'0.1'}");
        isTrue("{'type':'in','dimension':'long','values':['1','42']}");
        isTrue("{'type':'equals','column':'long','matchValueType':'LONG','matchValue':42}");
        isFalse("{'type':'equals','column':'digits','matchValueType':'STRING','matchValue':'100'}");
    }

    @Test
    void oneOfSeveralValuesIsEnough() {
        isTrue("{'type':'selector','dimension':'list','value':'y'}");
        isFalse("{'type':'selector','dimension':'list','value':'z'}");
    }

    @Test
    void aSearchFindsTextsInValues() {
        String search = "{'type':'search','dimension':'%s','query':%s}";
        isTrue(search.formatted("text", "{'type':'insensitive_contains','value':'BC'}"));
        isFalse(search.formatted("text", "{'type':'insensitive_contains','value':'bd'}"));
        isTrue(search.formatted("text", "{'type':'contains','value':'BC'}"));
        isFalse(search.formatted("text", "{'type':'contains','value':'BC','caseSensitive':true}"));
        isTrue(search.formatted("text", "{'type':'fragment','values':['c','A']}"));
        isFalse(search.formatted("text", "{'type':'fragment','values':['c','d']}"));
        isTrue(search.formatted("text", "{'type':'regex','pattern':'^ab'}"));
        isTrue(search.formatted("text", "{'type':'all'}"));
        isTrue(search.formatted("long", "{'type':'contains','value':'2'}"));
        isTrue(search.formatted("list", "{'type':'contains','value':'Y'}"));
        isUnknown(search.formatted("nothing", "{'type':'contains','value':'a'}"));
    }

    @Test
    void nullMakesComparisonsUnknown() {
        for (String column : List.of("nothing", "empty", "missing")) {
            isUnknown("{'type':'selector','dimension':'%s','value':'a'}".formatted(column));
            isUnknown("{'type':'in','dimension':'%s','values':['a']}".formatted(column));
            isUnknown("{'type':'like','dimension':'%s','pattern':'%%'}".formatted(column));
            isUnknown("{'type':'bound','dimension':'%s','lower':'a'}".formatted(column));
            isUnknown("{'type':'range','column':'%s','matchValueType':'LONG','upper':7}".formatted(column));
            isTrue("{'type':'null','column':'%s'}".formatted(column));
            isTrue("{'type':'selector','dimension':'%s','value':null}".formatted(column));
            isTrue("{'type':'in','dimension':'%s','values':['a',null]}".formatted(column));
        }
        isFalse("{'type':'null','column':'text'}");
    }

    @Test
    void aBoundWithoutLowerEndHoldsNullAsInDruid() {
        isTrue("{'type':'bound','dimension':'nothing','upper':'a'}");
    }

    @Test
    void unknownSpreadsAsInSql() {
        String unknown = "{'type':'selector','dimension':'nothing','value':'a'}";
        isUnknown("{'type':'and','fields':[%s,{'type':'true'}]}".formatted(unknown));
        isFalse("{'type':'and','fields':[%s,{'type':'false'}]}".formatted(unknown));
        isTrue("{'type':'or','fields':[%s,{'type':'true'}]}".formatted(unknown));
        isUnknown("{'type':'or','fields':[%s,{'type':'false'}]}".formatted(unknown));
        isFalse("{'type':'istrue','field':%s}".formatted(unknown));
        isFalse("{'type':'isfalse','field':%s}".formatted(unknown));
        isTrue("{'type':'isfalse','field':{'type':'false'}}");
    }

    @Test
    void boundsCompareByTheirOrder() {
        isTrue("{'type':'bound','dimension':'long','lower':'5','upper':'100','ordering':'numeric'}");
        isFalse("{'type':'bound','dimension':'long','lower':'5','upper':'100'}");
        isTrue("{'type':'bound','dimension':'digits','lower':'99','upper':'101','ordering':'numeric'}");
        isFalse("{'type':'bound','dimension':'long','lower':'42','lowerStrict':true,'ordering':'numeric'}");
        isTrue("{'type':'bound','dimension':'long','lower':'41.5','upper':'42.5','ordering':'numeric'}");
        isFalse("{'type':'bound','dimension':'long','upper':'abc','ordering':'numeric'}");
        isTrue("{'type':'bound','dimension':'long','lower':'abc','ordering':'numeric'}");
        isFalse("{'type':'bound','dimension':'long','lower':'1e30','ordering':'numeric'}");
        isTrue("{'type':'bound','dimension':'text','lower':'zz','ordering':'strlen'}");
        isTrue("{'type':'bound','dimension':'float','upper':'0.1','ordering':'numeric'}");
        isTrue("{'type':'range','column':'double','matchValueType':'DOUBLE','lower':0.5,'upper':1,'upperOpen':true}");
    }

    @Test
    void likeKnowsWildcardsAndEscapes() {
        isTrue("{'type':'like','dimension':'text','pattern':'a%'}");
        isTrue("{'type':'like','dimension':'text','pattern':'%b_'}");
        isTrue("{'type':'like','dimension':'text','pattern':'%a%b%c%'}");
        isFalse("{'type':'like','dimension':'text','pattern':'a_'}");
        isFalse("{'type':'like','dimension':'text','pattern':'a!%','escape':'!'}");
        isTrue("{'type':'like','dimension':'long','pattern':'4_'}");
    }

    @Test
    void regularExpressionsAreFoundAnywhere() {
        isTrue("{'type':'regex','dimension':'text','pattern':'b'}");
        isFalse("{'type':'regex','dimension':'text','pattern':'^b'}");
    }

    @Test
    void expressionsDecideToo() {
        isTrue("{'type':'expression','expression':'long > 41'}");
        isFalse("{'type':'expression','expression':'long > 42'}");
        isUnknown("{'type':'expression','expression':'nothing'}");
    }

    @Test
    void columnsCompareByTheirTexts() {
        isTrue("{'type':'columnComparison','dimensions':['text','text']}");
        isFalse("{'type':'columnComparison','dimensions':['text','digits']}");
        isUnknown("{'type':'columnComparison','dimensions':['text','nothing']}");
        isTrue("{'type':'columnComparison','dimensions':['missing','nothing']}");
    }

    @Test
    void intervalsHoldTimes() {
        isTrue("{'type':'interval','dimension':'long','intervals':['1970-01-01T00:00:00.042Z/1970-01-02']}");
        isFalse("{'type':'interval','dimension':'long','intervals':['1971/1972']}");
    }
}
