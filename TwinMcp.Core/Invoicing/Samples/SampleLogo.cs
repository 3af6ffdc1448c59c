using TwinMcp.Core.Documents;

namespace TwinMcp.Core.Invoicing.Samples;

/// <summary>A logo with transparency: two overlapping discs, 168 x 96 pixels, and a footer.</summary>
static class SampleLogo
{
    const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAKgAAABgCAYAAACJ8DltAAAGuElEQVR42u2d34sbVRTHA4GFilgVtxIaW6qF+itUqJW6oKLZwLJupW6wpWz6w6o7G6WNW2brUyD4lGd9EQLxpfjgW0oe" +
        "fPRVwj7LPi7kT8h7vGc9I3bmTnZ+z5mZ74UPgZBkJpMPc3PPPffcUgkNDQ0NLeft4IelqmJF0VQYClPRVfT40eTnm/y6ahGuy8lHD6qKFUVTYShMRVfR40eTn2/y66qwKbyMNZZtoJgo" +
        "Zop5AGb8/gF/Xi3jMtZYtoFiopgp5gGY8fsH/Hk1WLdYyDLf+YaKaUAZvTLl49DxysKFLPOdb6iYBpTRK1M+Dh2vDCv/FbPOssxilnLRHZaOXxcmZp1lmcUs5aI7LB2/XlQxqbvdT0lK" +
        "N+h8jJTFpO52PyUp3aDzMYoiZkdxKExMO3R+nYTF7CgOhYlph86vk1cxW4oD4WLaofNtxSxmS3EgXEw7dL6tvIhJo/FxxsS0M4569M+j8XHGxLQzzvTon+OS8xxhRiSnmXEx7ZhZE7Oi" +
        "GOVMTgv6XpWAYlYUo5zJaUHfq5IFORsJxDHThr5fw6ecjQTimGlD368hWU4j52LaMTzKaeRcTDuGRDm7BZPTonuMnN2CyWnRlSRnv6ByWvRd5OwXVE6LPuQUKinkFCBpgbv1hd19gbt1" +
        "Od19AQdEnmi3Lz+GkCkPnDiUBCFtPGmfnK9/8vr87M4WhNTTSELOSgHinL6ZPDwxv7l2/kjQ1bWL8+VdA0Lq46SVuAUdQUgne5tnjuS0uLL5AYR0mXHC3HrC/HLn1FNyWrx5+zMImdTc" +
        "PWclQUgbfz54ViunReX+PQippxa1oGMI6cS0de123v8cXb1bql7UycYQ0sZvX7+4UE6L8199ASH1tKIS9ABCOrm7/ponQT9evwQZXTLzo1pDBCFtDO4ue5LT4o071yCknk5YQQ8hpJMt" +
        "jnl6pb72DmR0WYiH6cyI+fXeS77ktLjw5SaEjHIaVOC6dRFsb5wLJOhHG+9BRpd190ErfkBIG2Oebw/KmZ0WhNRT9yvoEEI66V0/HUrQd6/XIaOeoR85yynWShLL34+W5tdWL4QSdG31" +
        "rfnze/chpL4WVNmroE0I6eT37RdCyWnx6jc3IKSeJrr3FLt3dPMRdfPI99Rz02fs0w3KF4WM+nxRZC3FlLXkF2Q5BcxyQnA+2uA8gvYRB+25ljuktPHjjdORCnoJ/0PdGBwn6ARCOjGu" +
        "notU0A+vYlbJhclxgiL+qSFs/FMXD4WM+njoIjmrkNHJX7vPRCqnxanvtyGknqqboCsQ0skf3z0Xi6CvfHsbMupZwQxSCjNImFEKOaOEEFMyISaEmgKGmrDu3d+697Bg3bzPdfOoVqfn" +
        "51svxyLo27c2IKOfani8azCktPFTKyZBW59CRj093EFxB83kHRT/QfEfVPR/UIziMYoXPYpHHBRxUNFxUMwkYSZJ9EwS5uIxFy93Lh7ZTMhmEp3NhHxQ5INmIR8UGfXIqBedUY9QE9Yk" +
        "iV6ThFWdWNUpu3Y91sVjXbzYdfGoLILKIlmoLIIZJdRmEl2bCdXtUN1ObnU7dPOoDyq6PigqLKPCsvgKy6hRjxr1omvUI2iPXT7E7/KBfZKwT5LofZKw0xx2mhO/0xz26sRenaL36sRu" +
        "x9jtWPxux9gvHvvFi94vHllOwbOckLUUImspgKRYN+9j3TzWvftc9x6RpCNI6WTP1tVf2UTX7sKoFGdTP0YF+aJOJg9P/JcvSvmey7sGZNTkeyoqpbib+kEakNLJE56nP7uzBRn1NEpJ" +
        "NUyD6mm3Lz+GiBFPZ4aQFNXwnuaoKhtVZ4OQHqrVJSRpH2Ie0f//dVE/Sh9iHtEvpd0g6ZL2R4CkAuREd7+0sPsqcHffLUlrBRw4efrjTwMEDIjkSNooQJyUvp+vkAmFWDgOmPc4Z6Mk" +
        "vXEwP68zTvS9AgWbKUhNMyl5nSFKJAiPufuFRDKHTHPRmFuXI2ktB6l6dP6RZt9QNg+lnGU9ZS6WrKSURG1lMDOfzrcV53WhpF3KLM9aJnykycbCRO1kYCEenV8nyetCa3NoAZn0BW6R" +
        "rCHKiKiGwHX3+15DRzGKSiGpfWnr1kWHjmIWtc5ldtKqBTXj49clXReqtEHlYLhmUVq1koaBKn7kVNQyV9UbJhBHnfJx6HhlydeFCmpR1TeWZZpAHHPIxyvDyuNH/wbXzJ+EuMPO+P0D" +
        "/rxMjzp59E9/Awa04UCIO+yM3z/gz6vBuvDSVnmzsSbLZnIOQI8fTX6+ya+rFuG60L5CtPkV3/kMjrNSDkCPH01+vsmvq8ImNLSI2j+iL/uKw42a/gAAAABJRU5ErkJggg==";

    public static InvoiceDocument On(InvoiceDocument document) => document with
    {
        Seller = document.Seller with
        {
            Logo = LogoRules.Check(Convert.FromBase64String(Png)).Value.Image,
            Footer = "Une question sur cette facture ? facturation@twinmcp.example, du lundi au vendredi de 9 h à 18 h.",
        },
    };
}
